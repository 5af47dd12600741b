const ZIP = 'PK[\x03\x05\x07]'
const CFB = '\xd0\xcf\x11'
/** Locked Office files are compound files, and WPS saves either container under either name. */
const OFFICE = `${ZIP}|${CFB}`
/** https://mp4ra.org/registered-types/boxes */
const ISO = '.{4}(ftyp|styp|moov|mdat|free|skip|wide|pnot)'
const TIFF = 'II\\*\0|MM\0\\*'
const EBML = '\x1aE\xdf\xa3'
const ASF = '0&\xb2u'

/**
 * Every format that the library, the backend and the component know.
 *
 * A line that begins with `@` opens a section: its kind, and what its media types begin with. Each line below holds the
 * beginning of such files, then the formats that begin so. A format is the rest of its media type, with its extensions
 * after `=` if they differ from that rest; object keys get the first one. `+` marks what phones show in place.
 *
 * A beginning is a regular expression over the first bytes, one character per byte. `text` stands for any text.
 * What follows `~` counts only for a file whose name has the extension: a .jar is a ZIP like any other. Otherwise
 * the first line that fits decides, so exact beginnings come first.
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
@picture image/
\xff\xd8\xff +jpeg=jpg,jpeg,jfif
\x89PNG +png
GIF8 +gif
RIFF....WEBP +webp
BM.{12}[^\0]\0 +bmp
.{4}ftyp(.{4}){0,9}?avi[fos] avif
.{4}ftyp(.{4}){0,9}?he[iv][cmsx] heic
.{4}ftyp(.{4}){0,9}?(mi[af][f12]|msf1|avc[is]) heif
~${ISO} x-canon-cr3=cr3
${TIFF} tiff=tif,tiff
~${TIFF} x-adobe-dng=dng x-canon-cr2=cr2 x-nikon-nef=nef x-sony-arw=arw
~text svg+xml=svg
\0\0\x01\0 vnd.microsoft.icon=ico
@sound audio/
.{4}ftyp[MF]4[ABP]~${ISO} +mp4=m4a,m4b
ID3|\xff[\xe2-\xe5\xf2-\xf5\xfa-\xfd] +mpeg=mp3
\xff[\xf0\xf1\xf8\xf9] +aac
RIFF....WAVE +wav
#!AMR amr
.?#!SILK silk
OggS ogg
~OggS opus
fLaC flac
~${ASF} x-ms-wma=wma
FORM....AIFF aiff
MThd midi=mid
~${EBML}.*B\x82.webm webm=weba
@video video/
.{4}ftyp3g2~${ISO} 3gpp2=3g2
.{4}ftyp3g~${ISO} 3gpp=3gp
.{4}(ftypqt|moov|mdat|free|skip|wide|pnot)~${ISO} +quicktime=mov
${ISO} +mp4=mp4,m4v
${EBML}.*B\x82.webm webm
~OggS ogg=ogv
${EBML} x-matroska=mkv
RIFF....AVI x-msvideo=avi
FLV x-flv=flv
${ASF} x-ms-wmv=wmv
.{0,4}G.{187}.{0,4}G mp2t=ts,mts
\0\0\x01\xba mpeg=mpg,mpeg
@video application/
.RMF vnd.rn-realmedia=rmvb,rm
@pdf application/
\\s*%PDF-~(.{0,1019})%PDF- +pdf
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

export interface Format {
  /** Media type, without parameters. */
  type: string
  /** Lower case, without a dot. Object keys get the first one. */
  extensions: readonly string[]
  /** A regular expression that its files begin with, whatever their name; empty if there is none. */
  beginning: string
  /** The same, where the name has the extension. */
  ifNamed: string
  /** What people call it. `messages/` has the words. */
  kind: string
  /** Whether phones show it in place. */
  isShown: boolean
}

export const FORMATS: Format[] = []

for (const section of TABLE.split('\n@')) {
  const [title = '', ...lines] = section.split('\n')
  const [kind = '', prefix = ''] = title.split(' ')
  for (const line of lines) {
    const [beginnings = '', ...entries] = line.split(' ')
    const [beginning = '', ifNamed = ''] = beginnings.split('~')
    for (const entry of entries) {
      const [, shown, name = '', extensions] = /^(\+?)([^=]+)=?(.*)/.exec(entry) || []
      FORMATS.push({
        type: prefix + name,
        extensions: (extensions || name).split(','),
        beginning,
        ifNamed,
        kind,
        isShown: !!shown,
      })
    }
  }
}
