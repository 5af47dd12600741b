/** What the page shows of its own code: this is how `library.ts` has it, but for the line breaks. */
const CODE = `
const outcomes = await uploader
  .pickAndUpload({
    route: 'photo',
    count: 9,
    onProgress: ({ percent }) =>
      this.setData({ percent })
  })`

/** Spaces before a line would be lost on a page: these are not. */
export const CODE_LINES: string[] = CODE.trim()
  .split('\n')
  .map((line) => line.replace(/ /g, '\u00a0'))
