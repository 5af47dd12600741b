import { closest, distance } from 'fastest-levenshtein'

/** The known word that somebody may have meant; undefined if none is near: at most a third of the letters may differ. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const nearest = known.length > 0 ? closest(word, known) : undefined
  return nearest !== undefined && distance(word, nearest) * 3 <= word.length ? nearest : undefined
}
