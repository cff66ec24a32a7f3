/**
 * The Italian words of the spoken check, of our own making: everyday things that a bookkeeper knows,
 * reads aloud over a bad telephone line and spells without asking. Lower case, a to z, four to eight
 * letters. A word's place is its number 0..255: changing any of them changes what both ends must show,
 * so old and new programs would no longer agree. What no two words may share is held by words.test.ts;
 * what no test can see (other meanings, names, brands) is said there too.
 */
export const italianWords: readonly string[] = `
  alfabeto altalena amaretto ananas anatra anguria antilope aquilone aragosta arancia aringa armadio arrosto asparago astuccio autobus
  barca basilico bibita binocolo biscotto bisonte bistecca boccale bruco bufalo calamaro caldaia camicia canarino canguro canile
  carciofo carrozza cassetto castagna cerniera chiodo chitarra ciabatta ciclista cicogna cigno ciliegia cintura cipolla citofono collina
  comodino compasso confetto coperta corda cornice cotone cucciolo cuffia cuoio disco disegno drago elastico elefante fagiolo
  farfalla fattoria felce fienile filo fiocco fiume flauto focaccia fontana forbici fornaio fragola freno frittata fulmine
  fumetto fungo furgone gabbiano gallo gambero gelato geranio ghepardo ghiaia ghiro giacca giardino giostra girasole gomito
  granchio grissino grotta guanto imbuto incrocio koala lampada lanterna lattuga lavanda lavello lenzuolo lepre letto libreria
  limonata lumaca lupo macinino maionese mandorla manopola manubrio marmo matita mela merenda merluzzo mestolo mimosa molletta
  nastro nebbia nocciola nodo occhiali ombrello orologio orso ortica padella paglia pagnotta palestra panchina papavero parete
  pascolo pedale pennello peperone pergola pesca pettine pianeta piatto piccione pinguino pinza pioggia piramide piscina pittore
  polsino poltrona pomodoro pompelmo ponte portiere pozzo pranzo profumo quaderno radice rana recinto ricamo ricotta rifugio
  rondine rugiada rullino ruota ruscello salotto sandalo sapone sasso scaffale sciarpa scivolo scoglio scuola secchio sedano
  sedia semaforo sentiero setaccio sgombro siepe sigillo sipario sirena slitta soffitto sole sorgente spalla spiedino spinaci
  spremuta spugna statua stazione stivale stoffa strada stufato susina sveglia tagliere tappeto tartufo tazza teatro tegame
  tempesta tenda tiglio timbro tombola tonno torcia tovaglia tramonto trapano trattore tricheco tucano ufficio uvetta vaniglia
  vassoio velluto vestito vetrina vigneto violino vitello vivaio volante zaino zanzara zebra zenzero zerbino zucchero zuppa
`
  .trim()
  .split(/\s+/);
