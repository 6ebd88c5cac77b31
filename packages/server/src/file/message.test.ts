import { expect, test } from 'vitest';
import { FileError } from './file-error.ts';
import { fileMessages, type MessageCode, writeMessage } from './message.ts';

test('a sentence has its parameters filled in, numbers with their thousands apart', () => {
  expect(writeMessage('rows_rejected', { count: 1200, rows: 9240 })).toEqual({
    code: 'rows_rejected',
    params: { count: 1200, rows: 9240 },
    message: '1,200 of 9,240 rows were rejected',
  });
});

test('a parameter of a value is not read as a template', () => {
  expect(writeMessage('number_invalid', { value: '{value}' }).message).toBe(
    '"{value}" is not a number; correct it or leave it out',
  );
});

test('an error knows its place, and what to do about it', () => {
  const error = new FileError('quote_open', 'leads.csv', { limit: 1_000_000 }, { line: 14, column: 'Notes' });
  expect(error).toMatchObject({
    file: 'leads.csv',
    line: 14,
    column: 'Notes',
    remedy: 'close it or give another quote character',
  });
  expect(error.message).toContain('the quote opened on line 14');
});

test.each(Object.entries(fileMessages).filter(([, text]) => text.startsWith('Cannot read')))(
  '%s names the file and a remedy',
  (code, text) => {
    expect(text).toContain('"{file}"');
    // A sheet that is missing is answered with the sheets there are; what a writer of messages fills in ends some others.
    expect(text).toMatch(/; /);
    expect(writeMessage(code as MessageCode, { file: 'a.csv' }).message).toContain('"a.csv"');
  },
);
