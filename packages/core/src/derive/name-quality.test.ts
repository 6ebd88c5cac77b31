import { describe, expect, it } from 'vitest';
import { readNameQuality } from './name-quality.ts';

/** Made of common given and family names of many countries; nobody in particular. */
const plausible = `
Jan Peeters; Sofie Janssens; Wout Maes; Lotte De Smedt; Jef Vandenbroeck; Griet Schrijvers; Kurt Schoonjans
Pieter van 't Hof; Anke van der Heijden; Sjoerd Hoekstra; Tjeerd Dijkstra; Bregje Wijnschenk; Gijs Schwartz; Fenna Ypma
Jeltje Vlaswinkel; Wybren Zijlstra; Femke Bosch; Hjalmar Schacht; Björn Björk; Åsa Öberg; Örjan Ängström; Åke Sjöström
Märta Gyllensvärd; Kjell Bergqvist; Lennart Hjorth; Ulf Kvist; Øystein Sørensen; Ingvild Bjørkhaug; Kåre Fjeld
Søren Kjær; Mette Nyskov; Þór Jónsson; Ásdís Björgvinsdóttir; Hrafn Hrafnsson; Väinö Hyvönen; Päivi Yrjönen; Aino Ääri
Jüri Õunapuu; Jānis Bērziņš; Žydrūnas Jasaitis; Wojciech Szczęsny; Grzegorz Brzęczyszczykiewicz; Agnieszka Krzyżanowska
Zbigniew Chrząszcz; Małgorzata Źdźbło; Paweł Wszoła; Łukasz Pszczółkowski; Jiří Dvořák; Karel Krč; Tomáš Strč; Petr Srb
Jan Vlk; Zdeněk Štvrtňa; Ľubomír Hrdlička; Hrvoje Grgić; Krešimir Brkić; Srđan Smrček; Trn Hrk; Đorđe Đurđević
Matjaž Črnčec; Jelena Cvjetković; Gergely Nagy; Zsófia Szűcs; György Szentgyörgyi; Ștefan Țîrlea; Răzvan Brînzan
Dimitra Papadopoulou; Stavros Xanthopoulos; Ilhan Yılmaz; Çağrı Öztürk; Ayşe Gök; Azer Aliyev; Mehmet Şükrü; Arben Xhaka
Gjergj Xhafa; Qemal Hoxha; Giuseppe Sgrò; Chiara Fadda; Matteo Sgarbi; Ana Ruiz; Íñigo Etxeberria; Txomin Agirre
Xabier Goikoetxea; Jordi Puigdemont; Xavi Llull; João Gonçalves; Conceição Falcão; Yves Lefèbvre; Anaïs Œuvrard
Loïc Kerjean; Siân Llwyd; Rhys Cwm; Gwynfor Pugh; Bryn Wynn; Aoife O'Neill; Siobhán Ní Dhomhnaill; Niamh McGrath
Angus MacPherson; John Smith; Wm Wright; Drew Trew; Kate Trewin; Max Wert; Otto Werth; Edward Ashcroft; Hugh Hadfield
Karl Schwarzschmidt; Heinz Schlechtschmidt; Jürgen Großschmidt; Götz Pfannkuch; Uwe Angstmann; Ernst Herbstritt
Nkosazana Nxumalo; Thabo Ngwenya; Sipho Mkhize; Nqobile Xaba; Zwelithini Mthethwa; Chukwuemeka Nwankwo; Oluwaseun Adébáyò
Ngozi Mbeki; Kwame Nkrumah; Aïssatou N'Diaye; Mbaye Mbappé; Tshepo Tshabalala; Hlengiwe Dlamini; Bhekizizwe Dlomo
Tariku Gebreselassie; Abdoulaye Ndour; Mohammed Al-Khwarizmi; Fatima Zahra; Saad Assaf; Asad Dag; Ali Ali; Hussein Qasim
Youssef Ait Lhaj; Khadija Bouzfour; Rachid Aghbalou; Thị Nguyễn; Minh Nguyễn Văn; Phương Trần; Quỳnh Lý; Bùi Đức
Li Xu; Wei Wu; Qi Qin; Xiaoming Zhang; Yu Ng; Ho Tng; Mei Hng; Jing Lv; Jun Kwok; Hyun Choi; Seo-yeon Hwang; Soo Ryu
Kazuo Tsutsui; Shinji Tsuchiya; Ryo Ito; Yui Oi; Aiko Aoi; Siti Nurhaliza; Joko Widodo; Ngurah Rai; Manoj Srivastava
Krishna Jha; Arjun Krishnamurthy; Venkatesh Sathyanarayanan; Dhruv Bhatt; Priya Lakshmi; Jyoti Ghosh; Lakshmi Iyer
Foo Wei; Dani Bar; Na Li; Yuval Tzvi; Avraham Ben-David; Lulu Coco; Gigi Kiki; Mimi Nana; Leilani Kaʻahumanu; Anna-Karin Ek
LeBron DeShawn; Ronald McDonald; Joost VanDerBerg; J. Peeters; Ann P.; ANN PEETERS; ann peeters; Henry Tudor III; Zoë Null
李 小龍; 山田 太郎; Иван Петров; محمد علي; Ελένη Παπαδοπούλου; 김 민준; דוד כהן; สมชาย ใจดี; Олексій Щербань; Գեւորգ Հայկ
`;

const junk = {
  gibberish: `
asdf asdf; asdfg hjkl; qwerty uiop; Qwerty Qwerty; azerty azerty; qsdf qsdf; zxcv zxcv; wxcv bn; asdasd asdasd
sdfsdf sdfsdf; dfgdfg dfg; fghfgh fghfgh; jkljkl jkljkl; aaab aaaa; aaaa bbbb; Ann bbbbb; xxxxx xxxxx; hahaha hahaha
jhgjhg kjhkjh; lkjh lkjh; poiuy poiuy; mnbv mnbv; fdsa fdsa; hgfd hgfd; sdfg sdfg; dfgh dfgh; Jan sdfsdfsd; gfdgfd gfd
bcdfg bcdfg; xkcdqz wvxz; qxzvjk qxzv; yWcXQlbLk TsIOpQrUv; dKfJgHtR KlMnBvCx; jfkdjf kdjfkd; vbnvbn vbnvbn; kjsdhf kjsdhf
hjkhjk hjkhjk; asfdasdf asdf; rtyrty rtyrty; sfsdf sdfsdf; wqeqwe qweqwe; ghjgj ghjgj; xcvxcv xcvxcv; Ann123 Peeters; 12345 67890
Ann 0475123456; www.spam.com win; ann@acme.be ann@acme.be; https://x.ru casino; nbvnbv nbvnbv; zzzz zzzz; tttttt yyyy; lkjlkj lkjlkj
ererer ererer; dsfdsf dsfdsf; fsdfs fsdfsd; hjgjhg jhghj; sdkjfh sdkjfh; ksdjfhk skdjfh; pqowie zmxncb; lllll mmmm; hfghfgh fghfg`,
  placeholder: `
test test; Test Tester; TEST TEST; Test Peeters; n/a n/a; Ann n/a; - -; . .; Ann -; x x; xxx xx; ? ?; Ann ???; none none
onbekend onbekend; Okänd Okänd; Anoniem Anoniem; anonymous user; NULL NULL; undefined undefined; John Doe; Jane Doe
Kalle Anka; Mickey Mouse; Voornaam Achternaam; Förnamn Efternamn; first name last name; abc abc; abc def; n.v.t. n.v.t.
foo bar; dummy dummy; Jan Modaal; blah blah; bla bla; Geen Geen; Unknown Unknown; noname noname; Testnaam Testnaam`,
};

/** Written after the rules were, to see what they do to names they were not made with. */
const plausibleLater = `
Wijffels Wijgers Bijl Dijkgraaf Bijvoet Rijpma Vrijdag Schrijver Vandenbulcke Vanderhaeghe Verschuere D'Hondt
Dhondt Dhaene Lievrouw Goethals Wyckmans Cnockaert Claeys Huysmans Vlerick Kwanten Cuypers Schryvers Wuyts
Smeyers Eeckhout Ghysels Yperman Snoeck Thijs Thys Matthijs Cornelis Quintens Quirynen Sterckx Dierckx Hendrickx
Mertens Vercauteren Aerts Leclercq Lefebvre Delvaux Croix Bouckaert Langsdorf Frankfurter Hofstadter Schwarzkopf
Dirksz Knäckebröd Lindqvist Almqvist Nyqvist Rosenqvist Holmqvist Ahlqvist Hjelmqvist Löfgren Lövgren Sjögren
Sjöqvist Hallqvist Ljungqvist Ljungberg Ekdahl Wrangler Wrede Ståhl Strömstad Kvarnström Tjärnström Skjöld
Skjold Fjällström Bjerke Hjelm Gjermundsen Kjellstrøm Mjølsnes Vjekoslav Cvetkovic Hvezda Hviezdoslav Zvjezdana
Mstislav Vsevolod Pshonka Tkachenko Shcherbakov Khrushchev Zhvania Mkhitaryan Mkrtchyan Bgdrdjian Tskhitishvili
Gvazava Gvritishvili Dzhugashvili Khvicha Kvaratskhelia Hristov Dragnev Zdravkova Wszola Szpilman Przybylski
Przybyszewski Chrzanowski Trzaskowski Brzezinski Jędrzejczyk Wawrzyniak Źrebiec Gżegżółka Szymborska Wyszyński
Świątek Kvitová Plíšková Strýcová Krejčíková Srnec Smrž Čtvrtníček Štvrtecký Hlbocký Vlček Brdečka Krpálek
Drndić Vrdoljak Grbić Mrkšić Tvrtko Hrvat Skrtel Škrtel Mlynář Mladić Nguyen Trinh Huynh Nghiem Phuong Thuy
Quyen Xuan Hsieh Hsu Hwang Ngai Tsz Kwok Szeto Tsang Zhuang Xiong Qiu Zheng Lyu Nyunt Thwin Hlaing Htun Myint
Kyaw Tshering Dorji Wangchuk Mbuyi Tshisekedi Nkunku Mpenza Ndlovu Mkhwanazi Mthembu Mncube Qhubeka Xolani Nqaba
Nzinga Njoroge Mwangi Nyong'o Gbagbo Gbadamosi Kpodo Djibril Mbarek Nwosu Igbinedion Okonjo Zulfiqar Iqbal Aqsa
Alqahtani Alghamdi Bouteflika Khashoggi Dhjaku Hxhi Nxumalo Xhosa Ngqoba Mqhayi Tlhaping Tshwane Siddhartha
Vishwanath Krishnan Jhulan Bhattacharya Chattopadhyay Mukhopadhyay Lakshmanan Sriram Shrivastava Jyothi Chhetri
Thyagarajan Vijay Rajkumar Wijesinghe Wickremesinghe Jayawardene Sqalli Sgroi Sbragia Sforza Gnocchi Gjoka
Shkreli Shqipe Xhemaili Hysenaj Krasniqi Mccarthy Mcknight McPhee MacGillycuddy Fitzpatrick Hughes Knightley
Wrzesniewski Cwmbran Llewellyn Gwyn Ffion Myfanwy Llyr Rhydderch Ysgyryd Pwyll Hywel Sphynx Lynch Sylph Hjördís
Þorgrímsdóttir Kristjánsdóttir Guðjónsson Snæbjörnsson Hrólfur Árnadóttir Yrsa Kværner Kjærsgaard Krogh Nygaard
Østergaard Bjerregaard Hvidtfeldt Tvedt Ngata Whaanga Kahurangi Aleksandrs Zvirbulis Bērzkalns Šķēle Krišjānis
Ģirts Jürgens Õispuu Hääl Pärn Mäkihyvönen Yrjö Kyllikki Österreicher Rechtschaffen Angstschweiß Wojciechowski
Schtscherbakow Nietzsche Tschaikowski Schadt Pflügl Zschäpe Dvorzsák Hódmezővásárhelyi Nyíregyházi
Csíkszentmihályi Kovácsy Zrínyi Szczepański Anh Hai Eva Ada Ed Al Bo Cy Jo Oz Uz Aa Oo Ii Ea Mx
`;

/** Likewise, and harder: short ones pass, since they may be names. */
const junkLater = `
asdjkl qweasd asdqwe aslkdj sdlfkj ksjdhf fjdksl dkfjgh ghfhg hgjhgj fdgdfg bvcbvc tyutyu uiouio zxczxc qazwsx
1q2w3e asdad asdsad sadasd dsadsa adsads fgfg gfgf hghg jhjh ddd dddd fff sss ggg eee weqwe ewrwer werwer wer
rtret dfgdf gdfg cvbcvb nmnm bnmbnm mnbmnb yuiyui iop asas sasa qq ww hj jk fd gfh dgh dfgh xfgh dfhdfh sghsgh
etwetw qwqw wqwq klkl lklk kjkj Xzbvq Jvwqk Bdfkjs lfkdjg vcxvcx plokij okmijn
`;

const list = (text: string): string[] =>
  text
    .split(/[;\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
const split = (name: string): [string, string] => {
  const at = name.indexOf(' ');
  return [name.slice(0, at), name.slice(at + 1)];
};
const read = (name: string) => {
  const [firstName, lastName] = split(name);
  return readNameQuality({ firstName, lastName });
};

describe('the quality of a name', () => {
  it('flags none of 199 plausible names of many countries', () => {
    const names = list(plausible);
    const flagged = names.filter((name) => read(name).value !== 'ok');
    expect(names.length).toBe(199);
    expect(flagged).toEqual([]);
  });

  it('flags none of the given and family names by itself either', () => {
    const flagged = list(plausible)
      .flatMap(split)
      .filter((name) => readNameQuality({ firstName: name, lastName: 'Peeters' }).value !== 'ok');
    expect(flagged).toEqual([]);
  });

  it('flags at least 98% of 101 junk names', () => {
    const names = list(Object.values(junk).join(';'));
    const missed = names.filter((name) => read(name).value === 'ok');
    expect(names.length).toBe(101);
    expect(missed.length / names.length, missed.join('; ')).toBeLessThanOrEqual(0.02);
  });

  it('flags none of 325 rarer family names that the rules were not made with', () => {
    const names = plausibleLater.trim().split(/\s+/);
    expect(names).toHaveLength(325);
    expect(names.filter((name) => read(`Ann ${name}`).value !== 'ok')).toEqual([]);
  });

  it('flags at least 75% of 71 short or pronounceable junk words', () => {
    const words = junkLater.trim().split(/\s+/);
    const hits = words.filter((word) => read(`Ann ${word}`).value === 'gibberish');
    expect(words).toHaveLength(71);
    expect(hits.length / words.length).toBeGreaterThanOrEqual(0.75);
  });

  it('tells placeholders from gibberish', () => {
    const placeholders = list(junk.placeholder);
    const gibberish = list(junk.gibberish);
    expect(placeholders.filter((name) => read(name).value === 'gibberish')).toEqual([]);
    expect(gibberish.filter((name) => read(name).value === 'placeholder')).toEqual([]);
  });

  it.each([
    [{}, 'missing', 'firstName', 'name_missing', ''],
    [{ firstName: '', lastName: '  ' }, 'missing', 'firstName', 'name_missing', ''],
    [{ firstName: 'Ann' }, 'missing', 'lastName', 'name_missing', ''],
    [{ lastName: 'Peeters' }, 'missing', 'firstName', 'name_missing', ''],
    [{ fullName: 'Ann' }, 'missing', 'lastName', 'name_missing', ''],
    [{ fullName: 'Ann Peeters' }, 'ok', 'firstName', 'name_plausible', 'Ann'],
    [{ fullName: 'Peeters, Ann' }, 'ok', 'firstName', 'name_plausible', 'Peeters,'],
    [{ fullName: '李小龍' }, 'ok', 'firstName', 'name_plausible', '李小龍'],
    [{ firstName: 'Ann', fullName: 'Ann Peeters' }, 'ok', 'firstName', 'name_plausible', 'Ann'],
    [{ firstName: 'asdf' }, 'gibberish', 'firstName', 'keyboard_run', 'asdf'],
    [{ firstName: 'Ann', lastName: 'Qwerty' }, 'gibberish', 'lastName', 'keyboard_run', 'qwert'],
    [{ firstName: 'Ann', lastName: 'aaaa' }, 'gibberish', 'lastName', 'repeated_letters', 'aaaa'],
    [{ firstName: 'Ann', lastName: 'n/a' }, 'placeholder', 'lastName', 'name_placeholder', 'n/a'],
    [{ fullName: 'John Doe' }, 'placeholder', 'fullName', 'name_placeholder', 'john doe'],
    [{ firstName: 'Ann7', lastName: 'Peeters' }, 'gibberish', 'firstName', 'digits', 'Ann7'],
  ])('of %j is %s by %s', (names, value, field, reason, matched) => {
    expect(readNameQuality(names)).toEqual({ value, evidence: { reason, field, matched } });
  });
});
