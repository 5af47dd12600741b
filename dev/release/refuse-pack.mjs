console.error(
  'This folder is a source. The packages are made by "npm run release -- --dry-run" in the root of the project.',
)
process.exit(1)
