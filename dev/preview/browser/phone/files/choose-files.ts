export interface FileChoice {
  /** The `accept` attribute of an `<input>`: `image/*,.pdf`. */
  accept: string
  isMultiple: boolean
  /** Opens the camera instead, on devices that have one. */
  capture?: 'user' | 'environment'
}

/** Opens the browser's file picker; `[]` if it is closed without a choice. It must be called during a tap or key press. */
export function chooseFiles({ accept, isMultiple, capture }: FileChoice): Promise<File[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = accept
  input.multiple = isMultiple
  input.hidden = true
  if (capture) input.setAttribute('capture', capture)
  document.body.append(input)
  return new Promise<File[]>((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  }).finally(() => input.remove())
}
