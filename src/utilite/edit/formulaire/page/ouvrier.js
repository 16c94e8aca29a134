// The page by itself: checks in a worker (`atelier.js`), the answers kept in the browser.
"use strict";

const CLE = `utilite:${Q.id}:${D.etat.nom || D.etat.fiche.precedente || "nouvelle"}`;

function sauve() {
  try {
    localStorage.setItem(CLE, JSON.stringify({ version: Q.version, etat: magasin.etat }));
    magasin.sauve = new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
  } catch {
    magasin.perdu = true;
  }
  dessine();
}

function retrouve() {
  try {
    const garde = JSON.parse(localStorage.getItem(CLE));
    if (garde && garde.etat && garde.etat.fiche) magasin.etat = garde.etat;
    return Boolean(garde);
  } catch {
    return false;
  }
}

function oublie() {
  try { localStorage.removeItem(CLE); } catch { /* nothing was kept */ }
  Object.assign(magasin, { etat: D.etat, vus: new Set(), tout: Boolean(D.etat.nom), etape: 0, verdict: null, document: null });
  magasin.places = new Map();
  dessine();
  verifie();
}

let ouvrier = null;
const attendus = new Map();
let numero = 0;

function demande(quoi, reste, cedes = []) {
  return new Promise((tenu, rompu) => {
    numero += 1;
    attendus.set(numero, { tenu, rompu });
    ouvrier.postMessage({ numero, demande: quoi, ...reste }, cedes);
  });
}

function octets(nom) {
  const texte = document.getElementById(`piece-${nom}`).textContent;
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(texte);
  const lu = atob(texte);
  const rendu = new Uint8Array(lu.length);
  for (let i = 0; i < lu.length; i += 1) rendu[i] = lu.charCodeAt(i);
  return rendu;
}

async function ouvreLesControles() {
  ouvrier = new Worker(URL.createObjectURL(new Blob([D.atelier], { type: "text/javascript" })));
  ouvrier.onmessage = ({ data }) => {
    const { tenu, rompu } = attendus.get(data.numero);
    attendus.delete(data.numero);
    if (data.erreur === undefined) tenu(data.rendu); else rompu(new Error(data.erreur));
  };
  ouvrier.onerror = () => { magasin.pret = "panne"; dessine(); };
  const noms = ["chargeur", "glu", "wasm", "bibliotheque", "paquets"];
  const pieces = Object.fromEntries(noms.map((nom) => [nom, octets(nom)]));
  await demande("ouvre", { pieces, fichiers: D.fichiers, verrou: D.verrou }, Object.values(pieces).map((p) => p.buffer));
}

const ARRIERE = {
  garde: () => (magasin.perdu ? "Ce navigateur ne garde rien : enregistrez dans un fichier." : magasin.sauve ? `Gardé dans ce navigateur à ${magasin.sauve}` : ""),
  pied: "Rien de ce que vous écrivez ne quitte cette page.",
  avec: "Pyodide (MPL-2.0), Preact (MIT) et htm (Apache-2.0)",
  Avis: () => null,
  Rangement: (p) => html`<${Travail} ...${p} />`,
  Cote: () => null,
  derniere: { id: "envoyer", titre: "Vérifier et envoyer", contenu: () => html`<${Resume} /><${Envoyer} />` },
};
