import { MEDIA } from './media'
import { type Format, readTable } from './read-table'

const ZIP = 'PK[\x03\x05\x07]'
const CFB = '\xd0\xcf\x11'
/** Locked Office files are compound files, and WPS saves either container under either name. */
const OFFICE = `${ZIP}|${CFB}`

/**
 * Every format that the library, the backend and the component know.
 *
 * `read-table.ts` says how to read its lines.
 *
 * Media types: https://www.iana.org/assignments/media-types, else https://github.com/jshttp/mime-db
 */
const TABLE = `program application/
MZ x-msdownload=exe
\x7fELF x-elf=elf
.\xfa\xed\xfe|\xfe\xed\xfa|\xca\xfe\xba\xbe x-mach-binary=dylib
dex. vnd.android.dex=dex
\0asm wasm
@app application/
PK.*(AndroidManifest\\.xml|classes\\.dex)~${ZIP} vnd.android.package-archive=apk
~${ZIP} x-ios-app=ipa java-archive=jar
@word application/vnd.openxmlformats-officedocument.wordprocessingml.
PK.*PK.{28}word/~${OFFICE} +document=docx
@sheet application/vnd.openxmlformats-officedocument.spreadsheetml.
PK.*PK.{28}xl/~${OFFICE} +sheet=xlsx
@slides application/vnd.openxmlformats-officedocument.presentationml.
PK.*PK.{28}ppt/~${OFFICE} +presentation=pptx slideshow=ppsx
@archive application/
${ZIP} zip
Rar! vnd.rar=rar
7z\xbc x-7z-compressed=7z
\x1f\x8b gzip=gz,tgz
.{257}ustar x-tar=tar
BZh x-bzip2=bz2
\xfd7z x-xz=xz
@${MEDIA}
@word text/
{\\\\rtf rtf
@word application/
~${OFFICE}|text +msword=doc,dot
~${OFFICE} vnd.ms-word.document.macroenabled.12=docm vnd.ms-works=wps
~${ZIP} vnd.oasis.opendocument.text=odt vnd.apple.pages=pages ofd
@sheet application/
~${OFFICE}|text +vnd.ms-excel=xls
~${OFFICE} vnd.ms-excel.sheet.macroenabled.12=xlsm vnd.ms-excel.sheet.binary.macroenabled.12=xlsb x-et=et
~${ZIP} vnd.oasis.opendocument.spreadsheet=ods vnd.apple.numbers=numbers
@slides application/
~${OFFICE} +vnd.ms-powerpoint=ppt,pps
~${OFFICE} vnd.ms-powerpoint.presentation.macroenabled.12=pptm x-dps=dps
~${ZIP} vnd.oasis.opendocument.presentation=odp vnd.apple.keynote=key
@sheet text/
~text csv tab-separated-values=tsv
@text text/
~text markdown=md vtt
@data application/
~text json xml yaml=yaml,yml toml sql
@page text/
~text html=html,htm
@page application/
~text xhtml+xml=xhtml
@page multipart/
~text related=mht,mhtml
@contact text/
~text vcard=vcf
@calendar text/
~text calendar=ics
@text application/
~text x-subrip=srt
@track application/
~text gpx+xml=gpx vnd.google-earth.kml+xml=kml
~${ZIP} vnd.google-earth.kmz=kmz
@mail message/
~text rfc822=eml
@mail application/
~${CFB} vnd.ms-outlook=msg
@book application/
~${ZIP} epub+zip=epub
@drawing application/
~${ZIP} vnd.ms-visio.drawing=vsdx
~${CFB} vnd.visio=vsd
@drawing image/
AC10 vnd.dwg=dwg
AutoCAD~\\s*[09] vnd.dxf=dxf
@model model/
~text|.{83}\0 stl
~text obj
glTF gltf-binary=glb
~text gltf+json=gltf
@font font/
\0\x01\0 ttf
OTTO otf
wOFF woff
wOF2 woff2
@design image/
8BPS vnd.adobe.photoshop=psd
@design application/
~(.{0,1019})%PDF-|%!PS illustrator=ai
%!PS postscript=ps,eps
~${ZIP} vnd.sketch=sketch
@text text/
text~text plain=txt,log
@file application/
${CFB} x-cfb=cfb
.? octet-stream=bin`

export const FORMATS: Format[] = readTable(TABLE)
