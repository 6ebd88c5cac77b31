import { expect, it } from 'vitest';
import { foldText } from '../value/text.ts';
import { listCompanyPlaceholders } from './company-quality.ts';
import { listCountryNames } from './country-name.ts';
import { listDepartmentWords } from './department-word.ts';
import { listDisposableDomains } from './disposable-domain.ts';
import { freeMailDomains } from './free-mail-domain.ts';
import { listJunkSigns } from './junk-text.ts';
import { listNamePlaceholders } from './name-quality.ts';
import { listRoleNames } from './role-address.ts';
import { listSeniorityWords } from './seniority-word.ts';
import { derivationVersion } from './version.ts';

/** A list that changed makes other facts, so it needs the next version; write that and the new fingerprint here. */
const released = {
  version: '1',
  fingerprint: '7f43222f 3904d85e 49f2da4f 967e6018 20c302b5 6b42d7e2 8091ccd8 b17ef77e ad724c50',
};

it('changes when a list does, also one that a package brings', () => {
  const lists = [
    listCompanyPlaceholders(),
    listCountryNames(),
    listDepartmentWords(),
    listDisposableDomains(),
    [...freeMailDomains],
    listJunkSigns(),
    listNamePlaceholders(),
    listRoleNames(),
    listSeniorityWords(),
  ];
  const fingerprint = lists.map((list) => makeHash(list.map(foldText).sort().join('\n'))).join(' ');
  expect({ version: derivationVersion, fingerprint }).toEqual(released);
});

/** FNV-1a of 32 bits, in hexadecimal. */
function makeHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
