import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import { pausable, platformGate } from '../../../miniprogram/uploader/core/flow/gate'
import { mobileDataGate } from '../../../miniprogram/uploader/core/flow/mobile-data'
import type { Network } from '../../../miniprogram/uploader/core/ports'
import { fakeLifecycle, promisesToRun } from '../fake-ports'

const MB = 1024 ** 2

/** `answer`: what the user says, or a question that fails. */
function minding(answer: () => Promise<boolean>, first: Network['type'] = '4g') {
  const lifecycle = fakeLifecycle()
  let type = first
  lifecycle.network = () => ({ type, weak: false })
  const asked: number[] = []
  const pausing = pausable(platformGate(lifecycle))
  const gate = mobileDataGate(pausing, lifecycle, {
    above: 10 * MB,
    ask(bytes) {
      asked.push(bytes)
      return answer()
    },
  })
  let passed = false
  gate.passable(cancellation().signal).then(() => {
    passed = true
  })
  const change = async (to: Network['type']): Promise<void> => {
    type = to
    lifecycle.set(lifecycle.obstacle())
    await promisesToRun()
  }
  return { lifecycle, pausing, gate, asked, change, hasPassed: () => passed }
}

const yes = async (): Promise<boolean> => true
const no = async (): Promise<boolean> => false

describe('mobile data', () => {
  it('is used unasked for a small file, and over Wi-Fi nobody is asked', async () => {
    const small = minding(no)
    small.gate.setSize(10 * MB)
    const wifi = minding(no, 'wifi')
    wifi.gate.setSize(100 * MB)
    await promisesToRun()
    expect([small.asked, wifi.asked]).toEqual([[], []])
    expect([small.gate.obstacle(), wifi.gate.obstacle()]).toEqual([undefined, undefined])
  })

  it.each(['2g', '3g', '4g', '5g'] as const)(
    'is asked for above the size on %s, and used after a yes',
    async (type) => {
      const { gate, asked } = minding(yes, type)
      gate.setSize(11 * MB)
      expect(gate.obstacle()).toBe('mobile-data')
      await promisesToRun()
      expect([asked, gate.obstacle()]).toEqual([[11 * MB], undefined])
    },
  )

  it('waits for Wi-Fi after a no, asks no second time, and bars again without it', async () => {
    const { gate, asked, change } = minding(no)
    gate.setSize(11 * MB)
    await promisesToRun()
    expect(gate.obstacle()).toBe('mobile-data')
    await change('wifi')
    expect(gate.obstacle()).toBeUndefined()
    await change('5g')
    expect([gate.obstacle(), asked.length]).toEqual(['mobile-data', 1])
    gate.agree()
    expect(gate.obstacle()).toBeUndefined()
  })

  it.each([
    ['rejects', () => Promise.reject(new Error('x'))],
    [
      'throws',
      () => {
        throw new Error('x')
      },
    ],
  ])('is not used when the question %s', async (_, ask) => {
    const { gate, asked } = minding(ask)
    gate.setSize(11 * MB)
    await promisesToRun()
    expect([gate.obstacle(), asked.length]).toEqual(['mobile-data', 1])
  })

  it('is asked for when Wi-Fi is lost on the way', async () => {
    const { gate, asked, change, hasPassed } = minding(yes, 'wifi')
    gate.setSize(11 * MB)
    await promisesToRun()
    expect([asked.length, hasPassed()]).toEqual([0, true])
    await change('4g')
    expect(asked.length).toBe(1)
  })

  it.each(['hidden', 'offline'] as const)('is not asked for while the app is %s, but right after', async (obstacle) => {
    const { gate, asked, lifecycle } = minding(yes)
    lifecycle.set(obstacle)
    gate.setSize(11 * MB)
    await promisesToRun()
    expect(asked).toEqual([])
    lifecycle.set(undefined)
    expect(gate.obstacle()).toBe('mobile-data')
    await promisesToRun()
    expect([asked.length, gate.obstacle()]).toEqual([1, undefined])
  })

  it('is not asked for while the user pauses, nor by looking, nor when the upload has ended', async () => {
    const { gate, asked, pausing, change, lifecycle } = minding(yes, 'wifi')
    pausing.pause()
    gate.setSize(11 * MB)
    await change('4g')
    expect([gate.obstacle(), asked]).toEqual(['user', []])
    gate.end()
    pausing.resume()
    await change('5g')
    gate.obstacle()
    await promisesToRun()
    expect([asked, lifecycle.listeners()]).toEqual([[], 0])
  })
})
