/**
 * What a page may upload: the `File` of an input, a drop or its own making, or the handle that `showOpenFilePicker`
 * and `getAsFileSystemHandle` give in Chromium. A handle stays good after a reload, whatever the file's size.
 */
export type PageFile = File | FileSystemFileHandle
