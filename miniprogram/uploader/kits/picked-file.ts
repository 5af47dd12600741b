import type { LocalFile } from '../wx/index'

/** What a kit tells of a file that the user has picked. */
export interface PickedFile {
  /** A temporary path. */
  url: string
  name?: string
  /** Bytes. */
  size?: number
}

/** The same for the uploader, without the fields that the kit leaves out. */
export const localFileOf = ({ url, name, size }: PickedFile): LocalFile => ({
  path: url,
  ...(name !== undefined && { name }),
  ...(size !== undefined && { size }),
})
