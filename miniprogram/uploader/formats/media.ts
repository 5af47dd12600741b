/** https://mp4ra.org/registered-types/boxes */
const ISO = '.{4}(ftyp|styp|moov|mdat|free|skip|wide|pnot)'
const TIFF = 'II\\*\0|MM\0\\*'
const EBML = '\x1aE\xdf\xa3'
const ASF = '0&\xb2u'

/** What phones take and show: the sections of the table for pictures, sounds, videos and PDF. */
export const MEDIA = `picture image/
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
\\s*%PDF-~(.{0,1019})%PDF- +pdf`
