export const languages = ['en', 'nl', 'sv'] as const;
export type Language = (typeof languages)[number];

/** Returns the language of "nl", "nl_BE.UTF-8" or "sv-SE", undefined for one that we do not speak. */
export function findLanguage(text: string | undefined): Language | undefined {
  const code = text
    ?.trim()
    .toLowerCase()
    .split(/[-_.@:]/)[0];
  return languages.find((language) => language === code);
}

/**
 * Returns the language to speak: what the arguments ask for by `--language`, else what the environment does, in the
 * order of POSIX (LC_ALL, LC_MESSAGES, LANG), else English. Read before the arguments are, as their errors are spoken too.
 */
export function chooseLanguage(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  for (const [index, argument] of argv.entries()) {
    if (argument === '--') break;
    const given = argument === '--language' ? argv[index + 1] : argument.match(/^--language=(.*)$/)?.[1];
    const language = findLanguage(given);
    if (language !== undefined) return language;
  }
  for (const name of ['LC_ALL', 'LC_MESSAGES', 'LANG']) {
    const value = env[name];
    if (value !== undefined && value !== '') return findLanguage(value) ?? 'en';
  }
  return 'en';
}
