/**
 * Random models and random facts that touch one another, as fast-check arbitraries. Every model is valid; everything
 * shrinks by leaving parts out.
 */
export { asked, laterFacts, scoredAt, someFacts } from './generate/facts.ts';
export { accountModel, fadingModel, leadModel, manyRulesModel } from './generate/model.ts';
export { givingRule } from './generate/rule.ts';
export { stagedModel, stepQuestion } from './generate/stage.ts';
export { dayMs, hostileText, leadFields, today, types } from './generate/vocabulary.ts';
