// Until the checks are there, and where they can't be: what the schemas of editors say, at the field.
// A walk over the words that our own schemas use (utilite/schema/editeur) and no others, with their `errorMessage`:
// ajv compiles to code, which the page's policy refuses.
"use strict";

const NOMMES = ["criteres_propres", "indicateurs_propres"];

// As the file would be, under YAML's core schema: figures are numbers, true and false are themselves.
const TEL_QUEL = /^(?:[\p{L}\p{N}]|-(?=\d))(?:[^\n\r\t:#]|:(?=\S)|(?<=\S)#)*$/u;
function scalaire(ecrit) {
  const texte = ecrit.trim();
  if (!texte) return null;
  if (!TEL_QUEL.test(texte)) return texte;
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(texte)) return /^t/i.test(texte);
  if (/^-?\d+$|^-?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?$/.test(texte)) return Number(texte);
  return /^0x[0-9a-fA-F]+$|^0o[0-7]+$/.test(texte) ? Number(texte) : texte;
}

function enInstance(valeur) {
  if (Array.isArray(valeur)) return valeur.map(enInstance);
  if (valeur === null || typeof valeur !== "object") return scalaire(String(valeur ?? ""));
  const paires = Object.entries(valeur).filter(([nom]) => !nom.startsWith("_"));
  return Object.fromEntries(paires.map(([nom, v]) => [nom, NOMMES.includes(nom) && Array.isArray(v) ? parRang(v) : enInstance(v)]));
}

// What a fiche names itself is a mapping in a file: here each is called by its rank, which leads back to its field.
const parRang = (liste) => Object.fromEntries(liste.map((item, rang) => {
  const { id, ...reste } = item !== null && typeof item === "object" ? item : {};
  return [`n${rang}`, enInstance(reste)];
}));
const enRoute = (route) => route.map((pas, i) => (NOMMES.includes(route[i - 1]) ? Number(pas.slice(1)) : pas));

const typeDe = (v) => (v === null ? "null" : Array.isArray(v) ? "array" : typeof v);
const estDe = (type, v) => (type === "integer" ? Number.isInteger(v) : type === typeDe(v));
const aCle = (v, nom) => Object.prototype.hasOwnProperty.call(v, nom);

function juge(racine, schema, v, ici) {
  if (typeof schema === "boolean") return schema ? [] : [{ route: ici, message: "Rien n'est attendu ici." }];
  if (schema.$ref) return juge(racine, racine.definitions[schema.$ref.split("/").pop()], v, ici);
  const fautes = [];
  const dit = (message, route = ici) => fautes.push({ route, message: schema.errorMessage || message });
  const suite = (sous, valeur = v, route = ici) => fautes.push(...juge(racine, sous, valeur, route));
  const tient = (sous, valeur = v) => juge(racine, sous, valeur, ici).length === 0;
  if (schema.type && ![schema.type].flat().some((type) => estDe(type, v))) dit("Cette réponse n'a pas la forme attendue.");
  if (schema.enum && !schema.enum.includes(v)) dit(`« ${v} » n'est pas dans la liste.`);
  if (schema.not && tient(schema.not)) dit("Cette réponse ne convient pas.");
  for (const sous of schema.allOf || []) suite(sous);
  if (schema.anyOf && !schema.anyOf.some((sous) => tient(sous))) suite(schema.anyOf[0]);
  if (schema.if) { if (tient(schema.if)) { if (schema.then) suite(schema.then); } else if (schema.else) suite(schema.else); }
  if (typeof v === "string" && schema.pattern && !new RegExp(schema.pattern, "u").test(v)) dit(schema.patternErrorMessage || "Cette réponse n'a pas la forme attendue.");
  if (typeof v === "number") {
    if (v < schema.minimum) dit(`${nombreEcrit(v)} est au-dessous du minimum : le référentiel attend ${nombreEcrit(schema.minimum)} au moins.`);
    if (v > schema.maximum) dit(`${nombreEcrit(v)} dépasse le maximum : le référentiel attend ${nombreEcrit(schema.maximum)} au plus.`);
  }
  if (Array.isArray(v)) {
    if (v.length < schema.minItems) dit(`Il en faut ${schema.minItems} au moins.`);
    if (v.length > schema.maxItems) dit(`Il en faut ${schema.maxItems} au plus.`);
    if (schema.items) v.forEach((item, rang) => suite(schema.items, item, [...ici, rang]));
  } else if (v !== null && typeof v === "object") {
    const noms = Object.keys(v);
    if (noms.length < schema.minProperties || noms.length > schema.maxProperties) dit("Cette réponse n'est pas complète.");
    for (const nom of schema.required || []) if (!aCle(v, nom)) dit(`« ${nom} » est obligatoire.`, [...ici, nom]);
    for (const nom of noms) {
      if (schema.properties && aCle(schema.properties, nom)) suite(schema.properties[nom], v[nom], [...ici, nom]);
      else if (schema.additionalProperties !== undefined) suite(schema.additionalProperties, v[nom], [...ici, nom]);
    }
  }
  return fautes;
}

// A fiche that is a draft may lack what others must have: it is told as a doubt, as the command does.
function verdictDeSecours(schemas, etat) {
  const constats = [];
  const version = { version_referentiel: Q.version };
  for (const [genre, racine] of Object.entries(schemas)) {
    if (!etat[genre]) continue;
    const arbre = enInstance(genre === "fiche" ? { ...version, ...etat.fiche } : etat.acteur);
    if (genre === "fiche" && etat.acteur && !(Array.isArray(arbre.acteurs) && arbre.acteurs.some(Boolean))) arbre.acteurs = ["neuf"];
    const brouillon = etat.fiche && etat.fiche.statut === "brouillon";
    const parties = [[`${genre}`, "error"], [`${genre}-exige`, brouillon ? "warning" : "error"]];
    for (const [nom, gravite] of parties.filter(([nom]) => racine.definitions[nom])) {
      for (const { route, message } of juge(racine, racine.definitions[nom], arbre, [])) constats.push(constatDeSecours(genre, enRoute(route), gravite, message));
    }
  }
  return constats.filter((c, rang) => rang === constats.findIndex((autre) => cle(autre.route) === cle(c.route) && autre.genre === c.genre));
}

function constatDeSecours(genre, route, gravite, message) {
  const manque = /^« .+ » est obligatoire\.$/.test(message);
  return {
    genre, route, gravite, mot: gravite === "error" ? "erreur" : "avertissement", code: "", regle: "", reparation: null,
    message: message.replace(/\.$/, ""), conseil: manque ? "remplissez ce champ" : "",
  };
}
