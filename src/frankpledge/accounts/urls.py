"""Addresses of logging in and of one's own account. Of allauth's own pages, those used are named here one by one."""

from django.urls import path

from frankpledge.accounts.views import account, entering, factors, passwords

urlpatterns = [
    path("", account.Security.as_view(), name="account-security"),
    path("login/", entering.LogIn.as_view(), name="account_login"),
    path("login/second-factor/", entering.SecondFactor.as_view(), name="mfa_authenticate"),
    path("login/sso/", entering.single_sign_on, name="single-sign-on"),
    path("login/<slug:provider_id>/callback/", entering.single_sign_on_answer, name="openid_connect_callback"),
    path("logout/", entering.LogOut.as_view(), name="account_logout"),
    path("confirm/", entering.Confirm.as_view(), name="account_reauthenticate"),
    path("password/", passwords.ChangePassword.as_view(), name="password-change"),
    path("password/reset/", passwords.AskReset.as_view(), name="account_reset_password"),
    path("password/reset/sent/", passwords.ResetAsked.as_view(), name="account_reset_password_done"),
    path("password/reset/<str:uid>/<str:key>/", passwords.Reset.as_view(), name="account_reset_password_from_key"),
    path("second-factor/", factors.ChooseFactor.as_view(), name="factor-choose"),
    path("second-factor/app/", factors.AddApp.as_view(), name="app-add"),
    path("second-factor/passkey/", factors.AddPasskey.as_view(), name="passkey-add"),
    path("second-factor/<int:pk>/remove/", factors.RemoveFactor.as_view(), name="factor-remove"),
    path("second-factor/recovery-codes/", factors.RecoveryCodes.as_view(), name="recovery-codes"),
    path("second-factor/replace/<str:token>/", factors.FactorReset.as_view(), name="factor-reset"),
    path("sessions/<int:pk>/end/", account.EndSession.as_view(), name="session-end"),
    path("sessions/end-others/", account.EndOtherSessions.as_view(), name="session-end-others"),
]
