import type { UploadedFile, UploadTask } from '../../../miniprogram/uploader/core/api'
import { runningTasks } from '../../../miniprogram/uploader/core/engine/facade'
import { promisesToRun } from '../fake-ports'

function endable(id: string) {
  let end = (): void => {}
  let fail = (): void => {}
  const done = new Promise<UploadedFile>((resolve, reject) => {
    end = () => resolve({} as UploadedFile)
    fail = () => reject(new Error('x'))
  })
  return { task: { id, done } as UploadTask, end: () => end(), fail: () => fail() }
}

describe('the running tasks', () => {
  it('are told of when there is any, and when there is none any more, however they end', async () => {
    const told: boolean[] = []
    const tasks = runningTasks((isAny) => told.push(isAny))
    const ids = (): string[] => {
      const found: string[] = []
      tasks.each(({ id }) => found.push(id))
      return found
    }
    const [one, two, three] = ['1', '2', '3'].map(endable) as [Endable, Endable, Endable]
    tasks.add(one.task)
    tasks.add(two.task)
    expect([told, ids()]).toEqual([[true], ['1', '2']])
    one.end()
    await promisesToRun()
    expect([told, ids()]).toEqual([[true], ['2']])
    two.fail()
    await promisesToRun()
    expect([told, ids()]).toEqual([[true, false], []])
    tasks.add(three.task)
    expect(told).toEqual([true, false, true])
    three.end()
    await promisesToRun()
  })

  it('may end while each is told something', async () => {
    const tasks = runningTasks(() => {})
    const both = ['1', '2'].map(endable)
    for (const { task } of both) tasks.add(task)
    const told: string[] = []
    tasks.each(({ id }) => {
      told.push(id)
      for (const { end } of both) end()
    })
    expect(told).toEqual(['1', '2'])
    await promisesToRun()
  })
})

type Endable = ReturnType<typeof endable>
