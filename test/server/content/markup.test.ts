import { markupOf } from '../../../server/content/markup'

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le')

const KB64 = 64 * 1024

describe('markupOf', () => {
  it.each([
    ['<html>', 'text/html'],
    ['  \r\n\t<!DOCTYPE html><p>', 'text/html'],
    ['<ScRiPt>alert(1)', 'text/html'],
    ['\ufeff<html>', 'text/html'],
    ['<!-- a -->\n<!-- b --><body>', 'text/html'],
    ['<!-- that does not end', 'text/html'],
    ['<?xml version="1.0"?>\n<svg xmlns="x">', 'image/svg+xml'],
    ['<svg/onload=alert(1)>', 'image/svg+xml'],
    ['<s:svg xmlns:s="http://www.w3.org/2000/svg">', 'image/svg+xml'],
    ['<!DOCTYPE svg [<!ENTITY a "<script>">]><svg>', 'image/svg+xml'],
    ['<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>', 'application/xml'],
    ['<?xml version="1.0"?><note>', 'application/xml'],
    ['<?php system($_GET[1]); ?>', 'text/plain'],
    ['<?= 1 ?>', 'text/plain'],
    ['<%@ page import="java.io.*" %>', 'text/plain'],
    ['#!/bin/sh', 'text/plain'],
    ['#! /usr/bin/env node', 'text/plain'],
    ['a < b', undefined],
    ['a <html>', undefined],
    ['<3', undefined],
    ['#!AMR', undefined],
    ['# Title', undefined],
    ['', undefined],
  ])('of %j is %s', (text, found) => {
    expect(markupOf(Buffer.from(text))).toBe(found)
  })

  it('reads UTF-16 of either order, with and without a byte order mark', () => {
    for (const text of ['\ufeff<html>', '\ufeff  <html>', '<html>', '\n<html>']) {
      expect(markupOf(utf16(text))).toBe('text/html')
      expect(markupOf(utf16(text).swap16())).toBe('text/html')
    }
  })

  it('looks behind 64 KB of spaces or comments', () => {
    expect(markupOf(Buffer.from('<html>'.padStart(KB64)))).toBe('text/html')
    expect(markupOf(Buffer.from(`${'<!---->'.repeat(9000)}<svg>`))).toBe('image/svg+xml')
    expect(markupOf(utf16(`\ufeff${'<html>'.padStart(KB64 / 2 - 1)}`))).toBe('text/html')
  })

  it('takes no video for markup whose first box is 60 bytes long', () => {
    expect(markupOf(Buffer.from('\0\0\0<ftypisom'))).toBeUndefined()
  })
})
