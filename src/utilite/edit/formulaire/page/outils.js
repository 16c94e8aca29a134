// The answers, and the checks that look at them. Who checks and where it is kept: `ouvrier.js`, or the server's script.
"use strict";

const { h, render } = preact;
const { useState, useEffect, useRef, useErrorBoundary } = preactHooks;
const html = htm.bind(h);

const D = JSON.parse(document.getElementById("donnees").textContent);
const Q = D.questions;

const magasin = {
  etat: D.etat,
  modele: D.modele,       // the document that is asked for
  verdict: null,          // what the checks last said
  vuAvec: null,           // the answers that they saw
  places: new Map(),      // each field's findings
  vus: new Set(),         // fields that someone has left
  tout: Boolean(D.etat.nom),
  etape: 0,
  pret: "charge",         // charge | pret | panne
  sauve: "",
  perdu: "",              // why the browser doesn't keep what is typed
  ailleurs: null,         // what another tab of this page has kept since
  document: null,
};
let dessine = () => {};

const cle = (route) => JSON.stringify(route);
const idDe = (route) => "c-" + route.join("-").replace(/[^A-Za-z0-9_-]/g, "_");

const dans = (etat, route) => route.reduce((valeur, pas) => (valeur === null || typeof valeur !== "object" ? undefined : valeur[pas]), etat);
const lis = (route) => dans(magasin.etat, route);

const liste = (route) => { const v = lis(route); return Array.isArray(v) ? v.map((item) => item ?? {}) : []; };

function change(ou, [pas, ...suite], valeur) {
  const copie = Array.isArray(ou) ? [...ou] : { ...(ou !== null && typeof ou === "object" ? ou : typeof pas === "number" ? [] : {}) };
  const cible = typeof pas === "number" && !Array.isArray(copie) ? Object.values(copie) : copie;
  if (suite.length) cible[pas] = change(cible[pas] ?? (typeof suite[0] === "number" ? [] : {}), suite, valeur);
  else if (valeur === undefined) delete cible[pas];
  else cible[pas] = valeur;
  return cible;
}

function pose(route, valeur) {
  magasin.etat = change(magasin.etat, route, valeur);
  magasin.sale = true;
  dessine();
  if (!magasin.ailleurs) plusTard("sauve", 400, sauve);
  plusTard("verifie", magasin.pret === "pret" ? 700 : 200, verifie);
}

function ajoute(route, item) {
  pose(route, [...liste(route), item]);
}

function retire(route, rang) {
  pose(route, liste(route).filter((_, i) => i !== rang));
}

const attentes = {};
function plusTard(nom, delai, fait) {
  clearTimeout(attentes[nom]);
  attentes[nom] = setTimeout(fait, delai);
}

const travail = () => ({ version: Q.version, modele: magasin.modele, etat: magasin.etat });
const nombreEcrit = (n) => n.toLocaleString("fr-FR");

function telecharge(nom, texte, genre) {
  const lien = document.createElement("a");
  lien.href = URL.createObjectURL(new Blob([texte], { type: `${genre};charset=utf-8` }));
  lien.download = nom;
  lien.click();
  setTimeout(() => URL.revokeObjectURL(lien.href), 60000);
}

// The checks.

async function demarre() {
  try {
    await ouvreLesControles();
    magasin.pret = "pret";
    await verifie();
    performance.mark("verifie");
  } catch (erreur) {
    console.error(erreur);
    panne();
  }
}

function panne() {
  magasin.pret = "panne";
  verifie();
}

async function verifie() {
  const { etat, modele } = magasin;
  let rendu = null;
  try {
    if (magasin.pret === "pret") rendu = JSON.parse(await demande("verifie", { avec: [JSON.stringify(etat), modele] }));
  } catch (erreur) {
    console.error(erreur);
  }
  rendu = rendu || { nom: "", fichiers: [], rubriques: [], constats: ARRIERE.secours(etat), secours: true };
  if (etat !== magasin.etat || modele !== magasin.modele) return;   // changed since: another check is on its way
  magasin.verdict = rendu;
  placeLesConstats();   // at once: what is drawn next says where each one is
  magasin.vuAvec = etat;
  magasin.document = null;
  dessine();
}

const GRAVES = ["error", "warning", "note"];

// The nearest field that shows on the page.
function ancreDe(route, ancres = new Set([...document.querySelectorAll("[data-route]")].map((e) => e.dataset.route))) {
  let ici = route;
  while (ici.length > 1 && !ancres.has(cle(ici))) ici = ici.slice(0, -1);
  return cle(ici);
}

function placeLesConstats() {
  const places = new Map();
  const ancres = new Set([...document.querySelectorAll("[data-route]")].map((e) => e.dataset.route));
  for (const constat of magasin.verdict ? magasin.verdict.constats : []) {
    constat.ancre = ancreDe([constat.genre, ...constat.route], ancres);
    places.set(constat.ancre, [...(places.get(constat.ancre) || []), constat]);
  }
  const avant = JSON.stringify([...magasin.places]);
  magasin.places = places;
  return avant !== JSON.stringify([...places]);
}

function constatsDe(route) {
  const ici = cle(route);
  return magasin.tout || magasin.vus.has(ici) ? magasin.places.get(ici) || [] : [];
}

// What a field that is left shows moves what stands below: not while a click is under way, which would miss its aim.
let enfonce = false;
let remis = [];
addEventListener("pointerdown", () => { enfonce = true; }, true);
for (const fin of ["pointerup", "pointercancel"]) {
  addEventListener(fin, () => setTimeout(() => { enfonce = false; remis.splice(0).forEach((fait) => fait()); }, 50), true);
}

function marqueVu(evenement) {
  const ancres = [];
  for (let e = evenement.target.closest("[data-route]"); e; e = e.parentElement && e.parentElement.closest("[data-route]")) ancres.push(e.dataset.route);
  const marque = () => {
    if (ancres.every((a) => magasin.vus.has(a))) return;
    ancres.forEach((a) => magasin.vus.add(a));
    dessine();
  };
  if (enfonce) remis.push(marque); else marque();
}

function vaAu(ancre) {
  const cible = [...document.querySelectorAll("[data-route]")].find((e) => e.dataset.route === ancre);
  if (!cible) return;
  const etape = cible.closest("[data-etape]");
  if (etape) { magasin.etape = Number(etape.dataset.etape); dessine(); }
  for (let e = cible.parentElement; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
  requestAnimationFrame(() => {
    const champ = cible.querySelector("input, textarea, select, button") || cible;
    champ.focus({ preventScroll: true });
    cible.scrollIntoView({ block: "center" });
  });
}
