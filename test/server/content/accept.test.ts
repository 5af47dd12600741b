import fc from 'fast-check'
import { FORMATS } from '../../../miniprogram/uploader/formats/table'
import { checkAccept, isAccepted, isActive, isOnlyNamed } from '../../../server/content/accept'

const TYPES = FORMATS.map(({ type }) => type)
const FAMILIES = ['image/*', 'audio/*', 'video/*', 'text/*', 'font/*', '*/*']

const ACTIVE = [
  'image/svg+xml',
  'application/xml',
  'text/html',
  'application/xhtml+xml',
  'multipart/related',
  'application/gpx+xml',
  'application/vnd.google-earth.kml+xml',
]

describe('isActive', () => {
  it('is true of exactly these types of the table', () => {
    expect(TYPES.filter(isActive).sort()).toEqual([...ACTIVE].sort())
  })

  it('is true of scripts and XML that the table does not have', () => {
    for (const type of ['text/javascript', 'application/x+javascript', 'text/xml', 'application/atom+xml']) {
      expect([type, isActive(type)]).toEqual([type, true])
    }
  })
})

describe('isAccepted', () => {
  const type = fc.constantFrom(...TYPES, 'image/x-unheard-of', 'text/javascript')
  const accept = fc.uniqueArray(fc.constantFrom(...TYPES, ...FAMILIES), { maxLength: 4 })

  it('is true of a type that is named, and of one of a named family that is harmless and known', () => {
    fc.assert(
      fc.property(type, accept, (one, types) => {
        const [family] = one.split('/')
        const isNamed = types.includes(one)
        const isInFamily = types.includes(`${family}/*`) || types.includes('*/*')
        expect(isAccepted(one, types)).toBe(TYPES.includes(one) && (isNamed || (isInFamily && !isOnlyNamed(one))))
      }),
      { numRuns: 2000 },
    )
  })

  it('is false of every type that may carry scripts, and of what is unknown, for all families', () => {
    for (const one of [...ACTIVE, 'application/octet-stream', 'image/x-unheard-of', 'text/javascript']) {
      expect([one, isAccepted(one, FAMILIES)]).toEqual([one, false])
    }
  })

  it('does not take one family for another that begins alike', () => {
    expect(isAccepted('image/jpeg', ['ima/*', 'image', 'image/'])).toBe(false)
  })
})

describe('checkAccept', () => {
  it('takes every type of the table and every family', () => {
    expect(() => checkAccept([...TYPES, ...FAMILIES])).not.toThrow()
  })

  it.each([
    ['audio/mp3', 'audio/mpeg'],
    ['audio/x-m4a', 'audio/mp4'],
    ['image/jpg', 'image/jpeg'],
    ['image/JPEG', 'image/jpeg'],
    ['image/x-png', 'image/png'],
    ['video/mov', 'video/quicktime'],
    ['application/x-rar-compressed', 'application/vnd.rar'],
    ['application/x-zip-compressed', 'application/zip'],
    ['application/docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['text/xml', 'application/xml'],
    ['text/csv; charset=gbk', 'text/csv'],
    ['aplication/msword', 'application/msword'],
    ['images/*', 'image/*'],
  ])('refuses %s, and proposes %s', (type, nearest) => {
    expect(() => checkAccept([type])).toThrow(`got "${type}": did you mean ${nearest}?`)
  })

  it.each(['application/x-unheard-of', 'constructor', '', 'model/*'])('refuses %j', (type) => {
    expect(() => checkAccept([type])).toThrow(/^accept: expected known media types/)
  })
})
