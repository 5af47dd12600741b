export interface Size {
  width: number
  height: number
}

/** An uncompressed picture: four bytes a pixel (red, green, blue, alpha), row by row from the top. */
export interface Pixels extends Size {
  data: Uint8Array
}
