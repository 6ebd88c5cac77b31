import { describe, expect, it } from 'vitest';
import { readCompanyQuality } from './company-quality.ts';

const plausible = `
3M; H&M; KPN; IKEA; KBC; NXP; ASML; SNCB; BMW; BNP; SKF; ING; ABB; NMBS; VRT; KLM; DHL; DSM; TNT; PWC; KPMG; SVT; SJ; SSAB; SEB; Ikano
BNP Paribas Fortis; Acme; Acme Tools BV; acme; Colruyt Group; Brussels Airlines; bpost; Rabobank; Coolblue; bol.com; Vattenfall
Ericsson; Volvo Car AB; H & M Hennes & Mauritz AB; Åhléns; Systembolaget; Kungsörnen; Björn Borg; Skånemejerier; Smörgåskungen
Van den Broeck NV; D'Ieteren; Lotus Bakeries; Dhr. Jansen Bouw; Wijn & Zo; Schilderwerken Wijffels; Krëfel; Vlaams Gewest
X; Xerox; Xylem; Qlik; Tumblr; Flickr; Twilio; Jysk; Spotify; Qbtech; Qvantum; FNV; CNV; FGTB; VDAB; RSZ; 4711; 20 Minutes; 7-Eleven
Testo; Testronic Laboratories; Nulab; Foodora; Barco; Companyweek; Private Equity Partners; Fake Bake; 株式会社日立; Газпром; شركة
Szczecin Shipyard; Brzozowski Sp. z o.o.; Škoda; Hrvatska pošta; Chcnav; HBVL; UZ Gent; AZ Sint-Jan; WWF; NV; GmbH Partner
`;
const junk = {
  placeholder: `
test; Test; TEST BV; test company; Test AB; testbedrijf; company; My Company; bedrijf; Företag; n/a; NA; nvt; n.v.t.; -; --; .; ?; x; xx; xxx
none; null; geen; ingen; onbekend; okänd; unknown; private; Particulier; Privat; privatperson; self; me; foo; foo bar; dummy; bla; abc def`,
  gibberish: `
asdf; asdf BV; ASDF; qwerty; QWERTY AB; azerty; sdfsdf; sdfsdf NV; dfgdfg; jkljkl; aaaa; AAAA; zzzzz; hjkhjk; kjhkjh kjhkjh; xcvxcv
qwertyuiop; asdasd; fghfgh; wxcvbn; lkjhgf; bcdfgkx; sdkjfhsd; yWcXQlbLkPt; hahaha; fdsfds; vbnvbn; poiuyt; 1asdf; zxcvbnm`,
};
const list = (text: string): string[] =>
  text
    .split(/[;\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

describe('the quality of a company’s name', () => {
  it('is ok or a lone letter for none but real names', () => {
    const flagged = list(plausible).filter((name) => readCompanyQuality(name).value !== 'ok');
    expect(flagged).toEqual(['X']);
    expect(list(plausible).length).toBeGreaterThanOrEqual(95);
  });

  it.each(['placeholder', 'gibberish'] as const)('is %s for at least 95%% of those', (quality) => {
    const names = list(junk[quality]);
    const missed = names.filter((name) => readCompanyQuality(name).value !== quality);
    expect(missed.length / names.length, missed.join('; ')).toBeLessThanOrEqual(0.05);
  });

  it.each([
    [undefined, 'missing', 'name_missing', ''],
    ['  ', 'missing', 'name_missing', ''],
    ['Acme', 'ok', 'name_plausible', 'Acme'],
    ['Test BV', 'placeholder', 'name_placeholder', 'Test BV'],
    ['sdfsdf NV', 'gibberish', 'repeated_letters', 'sdfsdf'],
  ])('of %j is %s', (company, value, reason, matched) => {
    expect(readCompanyQuality(company)).toEqual({ value, evidence: { reason, field: 'company', matched } });
  });
});
