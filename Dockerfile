# This image runs the backend: docker build -t wx-oss-upload-server .
# ROUTES names the file that says what may be uploaded, and has no default. It may be a YAML file of yours
# (-v ./routes.yaml:/etc/wx-oss-upload/routes.yaml -e ROUTES=/etc/wx-oss-upload/routes.yaml), or the server/routes.ts of
# this checkout, which the image holds as server/dist/routes.js.

FROM node:24-alpine AS packages
WORKDIR /app
# npm ci refuses a lock file if a workspace that it names is missing.
COPY package.json package-lock.json ./
COPY server/package.json server/
COPY miniprogram/package.json miniprogram/
COPY dev/local-cloud/package.json dev/local-cloud/
COPY dev/wx-host/package.json dev/wx-host/

# This stage has everything that the build and the local cloud of compose.yaml need.
FROM packages AS dev
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY miniprogram/uploader miniprogram/uploader
COPY server server
COPY dev dev
RUN npx esbuild main=server/main.ts cli=server/cli/main.ts routes=server/routes.ts --bundle --splitting \
      --platform=node --format=esm --target=node20 --packages=external --outdir=server/dist
# A new volume takes the owner of the folder on which it is mounted.
RUN install -d -o node -g node /data
USER node

FROM packages AS runtime
RUN npm ci --ignore-scripts --omit=dev --workspace server && npm cache clean --force

FROM node:24-alpine
ENV NODE_ENV=production PORT=8080
WORKDIR /app
COPY --from=runtime /app/node_modules node_modules
COPY --from=runtime /app/server server
# cli.js has the backend's commands: docker exec … node server/dist/cli.js doctor
COPY --from=dev /app/server/dist server/dist
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# No shell stands in between, so Node receives the signal to stop and completes the requests in progress.
CMD ["node", "server/dist/main.js"]
