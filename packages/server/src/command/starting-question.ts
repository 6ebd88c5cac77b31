import { intro, isCancel, text } from '@clack/prompts';
import { CommandError } from '../command-error.ts';
import type { Words } from '../word/word.ts';
import { type AnswerTexts, readAnswers } from './starting-answer.ts';

const examples = {
  country: 'BE, NL',
  industry: 'Logistics, Construction',
  size: '50-250',
  role: 'marketing, CEO',
  page: '/pricing, /demo',
} as const satisfies Required<AnswerTexts>;

/** Asks the five questions on the terminal; an answer that cannot be read is asked again. Undefined if cancelled. */
export async function askAnswers(words: Words): Promise<AnswerTexts | undefined> {
  intro(words.say('ask_intro'));
  const answers: Record<string, string> = {};
  for (const key of Object.keys(examples) as (keyof typeof examples)[]) {
    const answer = await text({
      message: words.say(`ask_${key}`),
      placeholder: examples[key],
      validate: (value) => findMistake({ [key]: value ?? '' }, words),
    });
    if (isCancel(answer)) return undefined;
    answers[key] = answer ?? '';
  }
  return answers;
}

function findMistake(texts: AnswerTexts, words: Words): string | undefined {
  try {
    readAnswers(texts);
    return undefined;
  } catch (error) {
    if (error instanceof CommandError) return words.sayAny(error.key, error.params);
    throw error;
  }
}
