"""Every way a record can change, and every way a line inside one can."""
