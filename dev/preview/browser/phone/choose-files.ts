export interface FileChoice {
  /** As of an `<input>`: `image/*,.pdf`. */
  accept: string
  isMultiple: boolean
  /** Straight from the camera, where the device has one. */
  capture?: 'user' | 'environment'
}

/** The browser's own file picker; `[]` when it is closed without a choice. Only straight from a tap or a key. */
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
