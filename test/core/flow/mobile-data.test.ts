import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import { pausable, platformGate } from '../../../miniprogram/uploader/core/flow/gate'
import { mobileDataGate } from '../../../miniprogram/uploader/core/flow/mobile-data'
import type { Network } from '../../../miniprogram/uploader/core/ports'
import { fakeLifecycle, promisesToRun } from '../fake-ports'

const MB = 1024 ** 2

/** @param answer what the user answers, or how the question fails */
function gateWith(answer: () => Promise<boolean>, first: Network['type'] = '4g') {
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

describe('mobileDataGate', () => {
  it('does not ask for a small file, or on Wi-Fi', async () => {
    const small = gateWith(no)
    small.gate.setSize(10 * MB)
    const wifi = gateWith(no, 'wifi')
    wifi.gate.setSize(100 * MB)
    await promisesToRun()
    expect([small.asked, wifi.asked]).toEqual([[], []])
    expect([small.gate.obstacle(), wifi.gate.obstacle()]).toEqual([undefined, undefined])
  })

  it.each(['2g', '3g', '4g', '5g'] as const)('asks for a larger file on %s, and opens after a yes', async (type) => {
    const { gate, asked } = gateWith(yes, type)
    gate.setSize(11 * MB)
    expect(gate.obstacle()).toBe('mobile-data')
    await promisesToRun()
    expect([asked, gate.obstacle()]).toEqual([[11 * MB], undefined])
  })

  it('waits for Wi-Fi after a no, does not ask again, and shuts when Wi-Fi is lost', async () => {
    const { gate, asked, change } = gateWith(no)
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
  ])('stays shut when the question %s', async (_, ask) => {
    const { gate, asked } = gateWith(ask)
    gate.setSize(11 * MB)
    await promisesToRun()
    expect([gate.obstacle(), asked.length]).toEqual(['mobile-data', 1])
  })

  it('asks when Wi-Fi is lost during the upload', async () => {
    const { gate, asked, change, hasPassed } = gateWith(yes, 'wifi')
    gate.setSize(11 * MB)
    await promisesToRun()
    expect([asked.length, hasPassed()]).toEqual([0, true])
    await change('4g')
    expect(asked.length).toBe(1)
  })

  it.each(['hidden', 'offline'] as const)('does not ask while the app is %s, but right after', async (obstacle) => {
    const { gate, asked, lifecycle } = gateWith(yes)
    lifecycle.set(obstacle)
    gate.setSize(11 * MB)
    await promisesToRun()
    expect(asked).toEqual([])
    lifecycle.set(undefined)
    expect(gate.obstacle()).toBe('mobile-data')
    await promisesToRun()
    expect([asked.length, gate.obstacle()]).toEqual([1, undefined])
  })

  it('does not ask while the user pauses, when its state is read, or after the upload has ended', async () => {
    const { gate, asked, pausing, change, lifecycle } = gateWith(yes, 'wifi')
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
