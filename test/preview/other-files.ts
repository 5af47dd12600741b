/** The files of a small mini-program, path → text. Its `components` and `uploader` are the real ones. */
export const OTHER_FILES: Record<string, string> = {
  'app.json': JSON.stringify({
    pages: ['pages/home/home', 'pages/form/form'],
    window: { navigationBarTitleText: 'Home' },
  }),
  'app.wxss': 'page { background-color: #ffffff; }',
  'app.js': `
const { createUploader } = require('./uploader/wx/index')
App({ uploader: createUploader({ server: 'http://localhost:7482' }) })`,

  'pages/home/home.json': JSON.stringify({
    usingComponents: { 'oss-uploader': '/components/oss-uploader/oss-uploader' },
  }),
  'pages/home/home.wxml': `
<view class="home">
  <oss-uploader uploader="{{uploader}}" route="photo" bind:success="onSuccess" />
  <oss-uploader uploader="{{uploader}}" route="video" accept="video" bind:success="onSuccess" />
  <text>{{urls.length}} done</text>
  <view wx:for="{{urls}}" wx:key="*this"><text>{{item}}</text></view>
  <text>shown {{shows}} times</text>
  <navigator url="../form/form?told=7" aria-label="Write"><text>Write</text></navigator>
</view>`,
  'pages/home/home.wxss': '.home { padding: 20rpx; word-break: break-all; }',
  'pages/home/home.js': `
Page({
  data: { uploader: null, urls: [], shows: 0 },
  onLoad() { this.setData({ uploader: getApp().uploader }) },
  onShow() { this.setData({ shows: this.data.shows + 1 }) },
  onSuccess({ detail }) { this.setData({ urls: this.data.urls.concat(detail.file.url) }) },
})`,

  'pages/form/form.json': JSON.stringify({
    navigationBarTitleText: 'The form',
    usingComponents: { stars: '../../parts/stars' },
  }),
  'pages/form/form.wxml': `
<form bind:submit="onSubmit">
  <text>told: {{told}}</text>
  <input name="title" aria-label="Title" placeholder="Title" />
  <textarea name="text" aria-label="Text" />
  <stars name="stars" value="{{5}}" />
  <button form-type="submit" type="primary">Send</button>
  <text>{{sent}}</text>
</form>`,
  'pages/form/form.js': `
Page({
  data: { told: '', sent: '' },
  onLoad({ told }) { this.setData({ told }) },
  onSubmit({ detail }) { this.setData({ sent: JSON.stringify(detail.value) }) },
})`,

  'parts/stars.json': JSON.stringify({ component: true }),
  'parts/stars.wxml': '<view class="stars"><text>{{value}} stars</text></view>',
  'parts/stars.wxss': ':host { display: block; } .stars { color: orange; }',
  'parts/stars.js': `Component({ behaviors: ['wx://form-field'] })`,
}
