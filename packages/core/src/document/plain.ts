import { mostLevels, mostValues, nameCharacter, unprintable } from './document.ts';
import { type Finding, type Path, quoteValue } from './problem.ts';

/**
 * Holds plain values, such as the body of a request, to what a document may hold: depth, number of values, characters
 * that can be printed, no key that would reach a prototype. Returns the first thing that is wrong.
 */
export function checkPlain(root: unknown): Finding | undefined {
  let values = 0;
  const check = (value: unknown, path: Path): Finding | undefined => {
    if (++values > mostValues) return { code: 'too_many_values', path, params: { most: mostValues } };
    if (typeof value === 'string') return checkText(value, path);
    if (typeof value !== 'object' || value === null) return undefined;
    if (path.length >= mostLevels) return { code: 'too_deep', path, params: { most: mostLevels } };
    for (const [key, inner] of Object.entries(value)) {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === '__proto__') return { code: 'forbidden_key', path: at, params: { got: quoteValue(key) } };
      const found = checkText(key, at) ?? check(inner, at);
      if (found) return found;
    }
    return undefined;
  };
  return check(root, []);
}

function checkText(text: string, path: Path): Finding | undefined {
  const found = unprintable.exec(text);
  return found ? { code: 'control_character', path, params: { code: nameCharacter(found[0]) } } : undefined;
}
