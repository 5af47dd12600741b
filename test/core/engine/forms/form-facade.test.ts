import type { UploadedFile, UploadTask } from '../../../../miniprogram/uploader/core/api'
import { runningTasks } from '../../../../miniprogram/uploader/core/engine/forms/form-facade'
import { promisesToRun } from '../../fake-ports'

function endable(id: string) {
  let end = (): void => {}
  let fail = (): void => {}
  const done = new Promise<UploadedFile>((resolve, reject) => {
    end = () => resolve({} as UploadedFile)
    fail = () => reject(new Error('x'))
  })
  return { task: { id, done } as UploadTask, end: () => end(), fail: () => fail() }
}

describe('runningTasks', () => {
  it('reports when the first task begins, and when the last has ended, however it ends', async () => {
    const reported: boolean[] = []
    const tasks = runningTasks((isAny) => reported.push(isAny))
    const ids = (): string[] => {
      const found: string[] = []
      tasks.each(({ id }) => found.push(id))
      return found
    }
    const [one, two, three] = ['1', '2', '3'].map(endable) as [Endable, Endable, Endable]
    tasks.add(one.task)
    tasks.add(two.task)
    expect([reported, ids()]).toEqual([[true], ['1', '2']])
    one.end()
    await promisesToRun()
    expect([reported, ids()]).toEqual([[true], ['2']])
    two.fail()
    await promisesToRun()
    expect([reported, ids()]).toEqual([[true, false], []])
    tasks.add(three.task)
    expect(reported).toEqual([true, false, true])
    three.end()
    await promisesToRun()
  })

  it('visits tasks that end during the visit', async () => {
    const tasks = runningTasks(() => {})
    const both = ['1', '2'].map(endable)
    for (const { task } of both) tasks.add(task)
    const reported: string[] = []
    tasks.each(({ id }) => {
      reported.push(id)
      for (const { end } of both) end()
    })
    expect(reported).toEqual(['1', '2'])
    await promisesToRun()
  })
})

type Endable = ReturnType<typeof endable>
