// Builds the front end: one stylesheet, one script, one worker, the fonts, and the licences of everything in them.
//
// Written into the Python package, where Git ignores it and a wheel carries it:
//   src/frankpledge/core/static/built/   what browsers fetch
//   src/frankpledge/core/fonts/          the TrueType fonts that PDFs are set in
// and, for tests only, build/axe.min.js. A second build gives the same bytes.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import * as sass from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const modules = path.join(here, "node_modules");
const core = path.join(root, "src", "frankpledge", "core");
const built = path.join(core, "static", "built");
const fonts = path.join(core, "fonts");

const WEB_FONTS = ["400-normal", "400-italic", "700-normal"];
const DOCUMENT_FONTS = { "400Regular": "Regular", "400Regular_Italic": "Italic", "600SemiBold": "SemiBold", "700Bold": "Bold" };
// Packages whose files we use without esbuild seeing them: styles and fonts.
const USED_WITHOUT_BUNDLING = ["govuk-frontend", "accessible-autocomplete", "@fontsource/source-sans-3", "@expo-google-fonts/source-sans-3"];
// Packages that publish their licence in their repository but not in their package, and Preact, which
// accessible-autocomplete carries inside its own file.
const mit = (copyright) => `The MIT License (MIT)

${copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
const STATED_LICENCES = { "govuk-frontend": mit("Copyright (c) 2017 Crown Copyright (Government Digital Service)") };
const CARRIED_INSIDE = { "accessible-autocomplete": `It carries Preact (MIT):\n\n${mit("Copyright (c) 2015-present Jason Miller")}` };

await rm(built, { recursive: true, force: true });
await rm(fonts, { recursive: true, force: true });
await mkdir(built, { recursive: true });
await mkdir(fonts, { recursive: true });
await mkdir(path.join(root, "build"), { recursive: true });

await buildStyles();
const bundled = await buildScript("scripts/app.js", "app.js");
await buildScript("worker.js", "worker.js");
await copyFonts();
await copyImages();
await copyFile(path.join(modules, "axe-core", "axe.min.js"), path.join(root, "build", "axe.min.js"));
await writeLicences(new Set([...bundled, ...USED_WITHOUT_BUNDLING]));

async function buildStyles() {
  const { css } = sass.compile(path.join(here, "src", "styles", "app.scss"), {
    loadPaths: [modules],
    style: "compressed",
    sourceMap: false,
    quietDeps: true,
  });
  for (const forbidden of ["GDS Transport", "crown", "crest"]) {
    if (css.includes(forbidden)) throw new Error(`app.css mentions "${forbidden}", which belongs to gov.uk alone.`);
  }
  await writeFile(path.join(built, "app.css"), css + "\n");
}

async function buildScript(source, name) {
  const result = await esbuild.build({
    absWorkingDir: here,
    entryPoints: [path.join("src", source)],
    outfile: path.join(built, name),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    charset: "utf8",
    legalComments: "none", // the whole licences are in THIRD-PARTY-LICENCES.txt
    metafile: true,
    logLevel: "warning",
  });
  return packagesOf(Object.keys(result.metafile.inputs));
}

function packagesOf(inputs) {
  const names = inputs
    .map((input) => input.split("node_modules/").at(-1))
    .filter((input, index) => inputs[index].includes("node_modules/"))
    .map((input) => input.split("/").slice(0, input.startsWith("@") ? 2 : 1).join("/"));
  return new Set(names);
}

async function copyFonts() {
  const web = path.join(modules, "@fontsource", "source-sans-3", "files");
  for (const range of ["latin", "latin-ext"]) {
    for (const face of WEB_FONTS) {
      const name = `source-sans-3-${range}-${face}.woff2`;
      await copyFile(path.join(web, name), path.join(built, name));
    }
  }
  for (const [folder, style] of Object.entries(DOCUMENT_FONTS)) {
    const source = path.join(modules, "@expo-google-fonts", "source-sans-3", folder, `SourceSans3_${folder}.ttf`);
    await copyFile(source, path.join(fonts, `SourceSans3-${style}.ttf`));
  }
  await copyFile(path.join(modules, "@expo-google-fonts", "source-sans-3", "LICENSE_FONT"), path.join(fonts, "OFL.txt"));
}

async function copyImages() {
  const images = path.join(here, "src", "images");
  for (const name of (await readdir(images)).sort()) await copyFile(path.join(images, name), path.join(built, name));
}

async function writeLicences(names) {
  const parts = [];
  for (const name of [...names].sort()) parts.push(await licenceOf(name));
  const rule = "=".repeat(78);
  const opening = "Third-party work in the built front end of Frankpledge, each with its licence.\n";
  await writeFile(path.join(built, "THIRD-PARTY-LICENCES.txt"), [opening, ...parts].join(`\n${rule}\n\n`));
}

async function licenceOf(name) {
  const folder = path.join(modules, name);
  const { version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
  if (texts.length === 0) texts.push(STATED_LICENCES[name] ?? missingLicence(name));
  if (name in CARRIED_INSIDE) texts.push(CARRIED_INSIDE[name]);
  const tidy = texts.map((text) => text.replaceAll("\r\n", "\n").trim()).join("\n\n");
  return `${name} ${version} (${license})\n\n${tidy}\n`;
}

function missingLicence(name) {
  throw new Error(`${name} ships no licence file: add its text to STATED_LICENCES in build.mjs.`);
}
