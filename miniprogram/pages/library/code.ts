/** The part of its own code that the page shows. It is the code in `library.ts`, with other line breaks. */
const CODE = `
const outcomes = await uploader
  .pickAndUpload({
    route: 'photo',
    count: 9,
    onProgress: ({ percent }) =>
      this.setData({ percent })
  })`

/** A page collapses the spaces before a line, so they are replaced by no-break spaces. */
export const CODE_LINES: string[] = CODE.trim()
  .split('\n')
  .map((line) => line.replace(/ /g, '\u00a0'))
