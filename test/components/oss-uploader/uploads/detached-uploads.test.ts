import { keepDetached, takeDetached } from '../../../../miniprogram/components/oss-uploader/uploads/detached-uploads'
import type { UploadTask } from '../../../../miniprogram/uploader/core/api'
import { drivenUploader } from '../../rig/driven-uploader'

const taskOf = (path: string): UploadTask =>
  drivenUploader().uploader.upload(path, { route: 'photo', input: undefined })

describe('the uploads of detached components', () => {
  it('are given to one component, for the same item', () => {
    const task = taskOf('p')
    keepDetached('a', 'p', task)
    expect([takeDetached('a', 'other'), takeDetached('a', 'p'), takeDetached('a', 'p')]).toEqual([
      undefined,
      task,
      undefined,
    ])
  })

  it('are given to no component once they are cancelled', () => {
    const task = taskOf('p')
    keepDetached('a', 'p', task)
    task.cancel()
    expect(takeDetached('a', 'p')).toBeUndefined()
  })

  it('are at most a hundred', () => {
    const tasks = Array.from({ length: 101 }, (_, index) => taskOf(String(index)))
    tasks.forEach((task, index) => {
      keepDetached(String(index), 'p', task)
    })
    expect([takeDetached('0', 'p'), takeDetached('1', 'p')]).toEqual([undefined, tasks[1]])
  })
})
