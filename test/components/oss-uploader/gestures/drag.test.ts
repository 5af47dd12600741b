import { dragOf } from '../../../../miniprogram/components/oss-uploader/gestures/drag'
import { placeUnder, stepsAside } from '../../../../miniprogram/components/oss-uploader/gestures/geometry'

/** Three in a row, 100 px each, 10 px apart. */
const RECTS = [0, 1, 2, 3, 4].map((index) => ({
  left: (index % 3) * 110,
  top: Math.floor(index / 3) * 110,
  width: 100,
  height: 100,
}))

describe('placeUnder', () => {
  it.each([
    ['its own place while it is hardly moved', 0, { x: 40, y: 10 }, 0],
    ['the next place past the half', 0, { x: 60, y: 10 }, 1],
    ['a place in the row below', 1, { x: -5, y: 100 }, 4],
    ['the nearest place if none is under it', 4, { x: 300, y: 300 }, 4],
    ['the last place of the row if it is dragged out to the right', 0, { x: 900, y: 0 }, 2],
  ])('gives a tile %s', (_, from, dragged, place) => {
    expect(placeUnder(RECTS, from, dragged)).toBe(place)
  })
})

describe('stepsAside', () => {
  it('moves the tiles between the two places, and no other', () => {
    expect(stepsAside(RECTS, 0, 3)).toEqual([
      { x: 0, y: 0 },
      { x: -110, y: 0 },
      { x: -110, y: 0 },
      { x: 220, y: -110 },
      { x: 0, y: 0 },
    ])
  })
})

describe('dragOf', () => {
  it('gives a transform to each tile that is not in its place', () => {
    const drag = dragOf('b', ['a', 'b', 'c', 'd', 'e'], RECTS, { x: 150, y: 50 })
    expect(drag.at({ x: 40.4, y: 60 })).toEqual({
      to: 0,
      moves: { a: 'transform: translate(110px, 0px)', b: 'transform: translate(-110px, 10px)' },
    })
    expect(drag.at({ x: 150, y: 50 })).toEqual({ to: 1, moves: {} })
  })
})
