import { FORMATS } from '../../miniprogram/uploader/formats/table'

describe('the table of formats', () => {
  it('has at least 120 media types, each once and in the form that a ticket takes', () => {
    const types = FORMATS.map(({ type }) => type)
    expect(types.length).toBeGreaterThanOrEqual(120)
    expect(new Set(types).size).toBe(types.length)
    expect(types.filter((type) => !/^[a-z0-9][a-z0-9.+_-]*\/[a-z0-9][a-z0-9.+_-]*$/.test(type))).toEqual([])
  })

  it('gives each extension to one format', () => {
    const extensions = FORMATS.flatMap((format) => format.extensions)
    expect(extensions.filter((one, index) => extensions.indexOf(one) !== index)).toEqual([])
    expect(extensions.filter((one) => !/^[a-z0-9]{1,8}$/.test(one))).toEqual([])
  })

  it('has a beginning for each format, which compiles', () => {
    for (const { type, beginning, namedBeginning } of FORMATS) {
      expect(`${type}: ${beginning}${namedBeginning}`).not.toBe(`${type}: `)
      expect(() => new RegExp(`^(${beginning})|^(${namedBeginning})`, 's')).not.toThrow()
    }
  })
})
