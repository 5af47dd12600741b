import { done, drivenUploader } from '../rig/driven-uploader'
import { openPage } from '../rig/host-page'
import { pageWith } from '../rig/page-with'
import { eventually, turn } from '../rig/simulated'

interface FormField {
  hasBehavior(behavior: object): boolean
}

declare const wxFormField: object

describe('the component in a form', () => {
  it('is a field that WeChat recognizes', () => {
    const { component } = openPage({ name: 'photos' })
    expect((component.instance as unknown as FormField).hasBehavior(wxFormField)).toBe(true)
    expect(component.data).toMatchObject({ name: 'photos', value: [] })
  })

  it('has as its value the keys of the stored files, in the order of the list', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg', 'c.jpg'], { name: 'photos' })
    uploads[2]?.report(done('k/c'))
    await eventually(() => expect(page.value()).toEqual(['k/c']))
    uploads[0]?.report(done('k/a'))
    await eventually(() => expect(page.value()).toEqual(['k/a', 'k/c']))
    await page.tap('.remove')
    await eventually(() => expect(page.value()).toEqual(['k/c']))
  })

  it('has the new value when the page hears of the change, however soon that is', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg'], { name: 'photos' })
    uploads[0]?.report(done('k/a'))
    uploads[1]?.report(done('k/b'))
    expect(page.valuesAtChange().slice(-2)).toEqual([['k/a'], ['k/a', 'k/b']])
  })

  it('has their URLs if value-type asks for them', async () => {
    const { page, uploads } = await pageWith(['a.jpg'], { name: 'photos', valueType: 'url' })
    uploads[0]?.report(done('k/a'))
    await eventually(() => expect(page.value()).toEqual(['https://files.example.com/k/a']))
  })

  it('makes a value that the host sets its list', async () => {
    const { uploader, uploads } = drivenUploader()
    const page = openPage({ uploader, name: 'photos', value: ['k/a.jpg'], valueType: 'key' })
    await eventually(() => expect(page.bound()).toMatchObject([{ key: 'k/a.jpg', status: 'done' }]))
    page.set({ value: ['k/b.jpg', 'k/a.jpg'] })
    await eventually(() => expect(page.bound().map(({ key }) => key)).toEqual(['k/b.jpg', 'k/a.jpg']))
    page.set({ value: [] })
    await eventually(() => expect(page.tiles()).toEqual([]))
    expect(uploads).toEqual([])
  })

  it('takes in a value that the host sets together with other data, long after the last painting', async () => {
    const page = openPage({ uploader: drivenUploader().uploader, name: 'photos', value: ['k/a.jpg'] })
    await eventually(() => expect(page.tiles()).toHaveLength(1))
    // The next painting comes at once then.
    await new Promise((resolve) => setTimeout(resolve, 400))
    page.set({ fileList: page.bound(), value: ['k/b.jpg'] })
    await eventually(() => expect([page.value(), page.bound()]).toMatchObject([['k/b.jpg'], [{ key: 'k/b.jpg' }]]))
  })

  it('has a value as soon as it has a name, and that of the list that the host binds', async () => {
    const page = openPage({ fileList: [{ key: 'k/a.jpg' }], name: '' })
    page.set({ name: 'photos' })
    await eventually(() => expect(page.value()).toEqual(['k/a.jpg']))
    page.set({ fileList: [{ key: 'k/b.jpg' }, { key: 'k/c.jpg' }] })
    await eventually(() => expect(page.value()).toEqual(['k/b.jpg', 'k/c.jpg']))
  })

  it('does not mistake its own value for one that the host sets', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg'], { name: 'photos', value: [] })
    uploads[0]?.report(done('k/a'))
    await eventually(() => expect(page.value()).toEqual(['k/a']))
    await turn()
    expect(uploads.map((upload) => upload.isCancelled())).toEqual([false, false])
    await eventually(() => expect(page.tiles()).toHaveLength(2))
    expect(page.bound()).toHaveLength(2)
  })

  it('has no value if it has no name', async () => {
    const { page, uploads } = await pageWith(['a.jpg'])
    uploads[0]?.report(done('k/a'))
    await eventually(() => expect(page.has('.tick')).toBe(true))
    expect(page.value()).toEqual([])
  })
})
