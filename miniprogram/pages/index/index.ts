import { pageLocale } from '../language'
import { INDEX_WORDS } from './words'

Page({ data: { words: INDEX_WORDS[pageLocale()] } })
