/**
 * The version of the lists and rules that fields are derived by; part of the source of every derived value. It changes
 * whenever a list, a table or a rule does, also when a package that brings a list is renewed: a test holds a
 * fingerprint of them.
 */
export const derivationVersion = '1';
