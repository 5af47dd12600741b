import { ossTime } from '../../../miniprogram/uploader/sts/calls/oss-time'
import { virtualClock } from '../../core/fake-ports'

const DEVICE_TIME = 1_000_000
const OSS_TIME = Date.UTC(2026, 0, 2)

const timeOfDevice = () => ossTime({ ...virtualClock(), now: () => DEVICE_TIME })

describe('ossTime', () => {
  it('is this device’s time until a server has sent its own', () => {
    const time = timeOfDevice()
    expect([time.now(), time.isKnown()]).toEqual([DEVICE_TIME, false])
    time.learn(new Date(OSS_TIME).toUTCString())
    expect([time.now(), time.isKnown()]).toEqual([OSS_TIME, true])
  })

  it('ignores what is not a date', () => {
    const time = timeOfDevice()
    time.learn('no date')
    time.learn(undefined)
    expect([time.now(), time.isKnown()]).toEqual([DEVICE_TIME, false])
  })

  it('changes only by more than a minute', () => {
    const time = timeOfDevice()
    time.learn(new Date(OSS_TIME).toISOString())
    time.learn(new Date(OSS_TIME + 50_000).toISOString())
    expect(time.now()).toBe(OSS_TIME)
    time.learn(new Date(OSS_TIME + 70_000).toISOString())
    expect(time.now()).toBe(OSS_TIME + 70_000)
  })
})
