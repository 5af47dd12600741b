/** Names the modules of the API as programs import them. */
import { Converter, ReflectionKind } from 'typedoc'

const NAMES = new Map([
  ['miniprogram/uploader/wx', 'wx-oss-upload'],
  ['miniprogram/uploader/form', 'wx-oss-upload/form'],
  ['miniprogram/uploader/sts', 'wx-oss-upload/sts'],
  ['miniprogram/uploader/kits/tdesign', 'wx-oss-upload/tdesign'],
  ['miniprogram/uploader/kits/vant', 'wx-oss-upload/vant'],
  ['miniprogram/uploader/browser', 'wx-oss-upload/browser'],
  ['miniprogram/uploader/frameworks/react', 'wx-oss-upload/react'],
  ['miniprogram/uploader/frameworks/vue', 'wx-oss-upload/vue'],
  ['server', 'wx-oss-upload-server'],
  ['server/define-routes', 'wx-oss-upload-server/routes'],
  ['dev/local-cloud', 'oss-local'],
])

export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getReflectionsByKind(ReflectionKind.Module))
      module.name = NAMES.get(module.name.replace(/\/index$/, '')) ?? module.name
  })
}
