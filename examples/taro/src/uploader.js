// src/uploader.js
import Taro from '@tarojs/taro'
import { createUploader } from 'wx-oss-upload'

export const uploader = createUploader({ server: 'https://api.example.com', wx: Taro })
