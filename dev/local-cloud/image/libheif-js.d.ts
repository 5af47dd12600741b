/** The package has no types of its own for this entry. */
declare module 'libheif-js/wasm-bundle' {
  export interface HeifImage {
    get_width(): number
    get_height(): number
    is_primary(): boolean
    /** Calls back with null if the pixels cannot be decoded. */
    display(
      target: { data: Uint8ClampedArray; width: number; height: number },
      done: (drawn: { data: Uint8ClampedArray } | null) => void,
    ): void
    free(): void
  }

  export class HeifDecoder {
    /** Reads the headers only. The result is empty if the file is no HEIF. */
    decode(file: Uint8Array): HeifImage[]
    decoder: { delete(): void }
  }
}
