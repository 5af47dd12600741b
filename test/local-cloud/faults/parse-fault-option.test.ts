import { parseFaultOption } from '../../../dev/local-cloud'

const FOREVER = Number.POSITIVE_INFINITY

describe('parseFaultOption', () => {
  it.each<[string, unknown[]]>([
    [
      'PutObject:503:ServiceUnavailable',
      ['PutObject', { kind: 'answer', status: 503, code: 'ServiceUnavailable' }, FOREVER, 1],
    ],
    ['UploadPart:reset-after:100000', ['UploadPart', { kind: 'reset-after', bytes: 100_000 }, FOREVER, 1]],
    ['UploadPart:stall-after:1', ['UploadPart', { kind: 'stall-after', bytes: 1 }, FOREVER, 1]],
    ['*:delay:200', ['*', { kind: 'delay', ms: 200 }, FOREVER, 1]],
    ['GetObject:cut-answer:10', ['GetObject', { kind: 'cut-answer', bytes: 10 }, FOREVER, 1]],
    ['PutObject:slow:1000', ['PutObject', { kind: 'slow', bytesPerSecond: 1000 }, FOREVER, 1]],
    ['PostObject:lose-answer:5%', ['PostObject', { kind: 'lose-answer' }, FOREVER, 0.05]],
    ['PostObject:drop-callback', ['PostObject', { kind: 'drop-callback' }, FOREVER, 1]],
  ])('reads %s', (text, injection) => {
    expect(parseFaultOption(text)).toEqual(injection)
  })

  it.each([
    '',
    'PutObject',
    'PutObject:503',
    'PutObject:explode',
    'PutObject:slow',
    'PutObject:slow:fast',
    'a:b:c:d',
    'PutObject:lose-answer:0%',
    'PutObject:lose-answer:200%',
  ])('refuses %j', (text) => {
    expect(() => parseFaultOption(text)).toThrow(/^Expected /)
  })
})
