/**
 * C0 and C1 controls, invisible marks that change the direction of a text, and line separators. A terminal would obey
 * them: a pasted text could move the cursor, change the title or hide a part of the line.
 */
const CONTROLS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are what is searched for.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** Writes control characters as `\x1b` or `\u202e`. Tabs and line feeds stay. */
export const printable = (text: string): string =>
  text.replace(CONTROLS, (char) => {
    const code = char.charCodeAt(0)
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
  })

/** Colours and other sequences of a terminal, which a log may contain: `ESC [ 31 m`, `ESC ] 0 ; title BEL`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these sequences consist of them.
const SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g

export const withoutSequences = (text: string): string => text.replace(SEQUENCES, '')
