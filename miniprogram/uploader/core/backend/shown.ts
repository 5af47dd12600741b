/** A value as a message shows it: on one line, and short. */
export function shown(value: unknown): string {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch {
    // It contains itself.
  }
  return (text ?? String(value)).slice(0, MOST_CHARACTERS)
}

const MOST_CHARACTERS = 80
