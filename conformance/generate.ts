/**
 * Random models and random facts that touch one another, as fast-check arbitraries. Every model is valid; everything
 * shrinks by leaving parts out.
 */
export { asked, scoredAt, someFacts } from './generate/facts.ts';
export { accountModel, fadingModel, leadModel } from './generate/model.ts';
export { givingRule } from './generate/rule.ts';
export { dayMs, leadFields, sources, texts, today, types } from './generate/vocabulary.ts';
