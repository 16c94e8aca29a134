// The checks: Python and the package, in a worker of their own so that typing never waits.
"use strict";

// A classic worker made from a blob is the only kind that opens from a disk; Pyodide takes it for one
// that can't import modules, unless `importScripts` fails.
self.importScripts = () => { throw new TypeError("pas ici"); };

const gonfle = async (octets) =>
  new Uint8Array(await new Response(new Blob([octets]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
const module = (octets) => import(URL.createObjectURL(new Blob([octets], { type: "text/javascript" })));

let atelier = null;

async function ouvre({ pieces, fichiers, images, verrou }) {
  const [chargeur, glu, wasm, bibliotheque] = await Promise.all(
    ["chargeur", "glu", "wasm", "bibliotheque"].map((nom) => gonfle(pieces[nom])));
  // Nothing is fetched: what Pyodide asks for is here already.
  self.fetch = async (adresse) => {
    const nom = String(adresse.url || adresse);
    if (nom.endsWith(".wasm")) return new Response(wasm, { headers: { "Content-Type": "application/wasm" } });
    if (nom.endsWith(".zip")) return new Response(bibliotheque);
    throw new TypeError("aucun accès au réseau");
  };
  const { loadPyodide } = await module(chargeur);
  const { default: createPyodideModule } = await module(glu);
  const ici = "https://page.invalid/";
  const py = await loadPyodide({
    indexURL: ici, packageBaseUrl: ici, createPyodideModule, lockFileContents: JSON.stringify(verrou) });
  py.unpackArchive(pieces.paquets, "zip", { extractDir: "/paquets" });
  for (const [nom, contenu] of Object.entries({ ...fichiers, ...images })) {
    py.FS.mkdirTree(`/espace/${nom}`.replace(/\/[^/]*$/, ""));
    py.FS.writeFile(`/espace/${nom}`, contenu);
  }
  py.runPython(`
import sys
sys.path.insert(0, "/paquets")
from pathlib import Path
from utilite.edit.formulaire.pont import Atelier
atelier = Atelier(Path("/espace"))
`);
  atelier = py.globals.get("atelier");
}

// Of a traceback, what was said to people: the last line, without the name of the exception.
const enFrancais = (erreur) => erreur.trim().split("\n").pop().replace(/^[\w.]+: /, "");

self.onmessage = async ({ data: { numero, demande, ...reste } }) => {
  try {
    if (demande === "ouvre") {
      await ouvre(reste);
      self.postMessage({ numero, rendu: true });
    } else {
      self.postMessage({ numero, rendu: atelier[demande](...reste.avec) });
    }
  } catch (erreur) {
    self.postMessage({ numero, erreur: enFrancais(String(erreur && erreur.message || erreur)) });
  }
};
