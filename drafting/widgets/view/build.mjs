// Build ../static/page.js and page.css: our view and CodeMirror in one file, with the licences beside it.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const here = new URL(".", import.meta.url);
const read = (name) => readFileSync(new URL(name, here));
const sources = readdirSync(here).filter((name) => /\.(js|css|mjs|json)$/.test(name)).sort();
const hash = createHash("sha256");
for (const name of sources) hash.update(name).update(read(name));
const banner = `/* Kindnote's page, built from drafting/widgets/view (npm run build); sources ${hash.digest("hex").slice(0, 16)} */`;
const common = { bundle: true, minify: true, charset: "utf8", absWorkingDir: here.pathname, legalComments: "none" };
const result = await build({
  ...common, entryPoints: ["page.js"], outfile: "../static/page.js", format: "esm", target: "es2022", metafile: true, banner: { js: banner },
});
await build({ ...common, entryPoints: ["page.css"], outfile: "../static/page.css", target: "chrome123", banner: { css: banner } });

const packages = [...new Set(Object.keys(result.metafile.inputs).map((one) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(one)?.[1]).filter(Boolean))].sort();
const texts = packages.map((name) => {
  const about = JSON.parse(read(`node_modules/${name}/package.json`));
  return `${name} ${about.version} (${about.license})\n\n${read(`node_modules/${name}/LICENSE`).toString().trim()}\n`;
});
writeFileSync(new URL("../static/LICENSES.txt", here), `page.js holds these packages.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`);
