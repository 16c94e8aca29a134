// The answers, and the checks that look at them. Who checks and where it is kept: `ouvrier.js`, or the server's script.
"use strict";

const { h, render } = preact;
const { useState, useEffect, useRef } = preactHooks;
const html = htm.bind(h);

const D = JSON.parse(document.getElementById("donnees").textContent);
const Q = D.questions;

const magasin = {
  etat: D.etat,
  verdict: null,          // what the checks last said
  places: new Map(),      // each field's findings
  vus: new Set(),         // fields that someone has left
  tout: Boolean(D.etat.nom),
  etape: 0,
  pret: "charge",         // charge | pret | panne
  sauve: "",
  perdu: false,
  document: null,
};
let dessine = () => {};

const cle = (route) => JSON.stringify(route);
const idDe = (route) => "c-" + route.join("-").replace(/[^A-Za-z0-9_-]/g, "_");

function lis(route) {
  return route.reduce((valeur, pas) => (valeur === null || valeur === undefined ? undefined : valeur[pas]), magasin.etat);
}

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
  dessine();
  plusTard("sauve", 400, sauve);
  plusTard("verifie", 700, verifie);
}

function ajoute(route, item) {
  const liste = lis(route);
  pose(route, [...(Array.isArray(liste) ? liste : []), item]);
}

function retire(route, rang) {
  pose(route, lis(route).filter((_, i) => i !== rang));
}

const attentes = {};
function plusTard(nom, delai, fait) {
  clearTimeout(attentes[nom]);
  attentes[nom] = setTimeout(fait, delai);
}

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
  } catch (erreur) {
    console.error(erreur);
    magasin.pret = "panne";
    dessine();
  }
}

async function verifie() {
  if (magasin.pret !== "pret") return;
  const etat = magasin.etat;
  const rendu = JSON.parse(await demande("verifie", { avec: [JSON.stringify(etat)] }));
  if (etat !== magasin.etat) return;   // typed on since: another check is on its way
  magasin.verdict = rendu;
  magasin.document = null;
  dessine();
}

const GRAVES = ["error", "warning", "note"];

// Each finding goes to the nearest field that shows on the page.
function placeLesConstats() {
  const places = new Map();
  const ancres = new Set([...document.querySelectorAll("[data-route]")].map((e) => e.dataset.route));
  for (const constat of magasin.verdict ? magasin.verdict.constats : []) {
    let route = [constat.genre, ...constat.route];
    while (route.length > 1 && !ancres.has(cle(route))) route = route.slice(0, -1);
    constat.ancre = cle(route);
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
