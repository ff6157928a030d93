# syntax=docker/dockerfile:1
# The gateway: docker buildx build --platform linux/amd64,linux/arm64 -f infrastructure/images/gateway.Dockerfile .
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

# The bundle is the same for every processor, so it is built once, on the builder's own.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS build
WORKDIR /workspace
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci
RUN npx nx build gateway

FROM ${NODE_IMAGE}
ARG COMMIT_VERSION=""
ARG BUILD_DATE=""
LABEL org.opencontainers.image.title="clinical-data-gateway" \
      org.opencontainers.image.revision="${COMMIT_VERSION}" \
      org.opencontainers.image.created="${BUILD_DATE}" \
      org.opencontainers.image.licenses="MIT"
# npm is of no use here, and scanners find its packages. The folders take volumes, with this owner.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn* \
    && install -d -o 1000 -g 1000 -m 0700 /audit /audit-anchor
ENV NODE_ENV=production \
    GATEWAY_HOST=0.0.0.0 \
    GATEWAY_PORT=5000 \
    GATEWAY_ADMIN_PORT=5001 \
    COMMIT_VERSION="${COMMIT_VERSION}" \
    BUILD_DATE="${BUILD_DATE}"
WORKDIR /app
COPY infrastructure/images/package.json infrastructure/images/gateway-health.mjs ./
COPY --from=build /workspace/apps/gateway/dist/assets ./assets
COPY --from=build /workspace/apps/gateway/dist/main.js /workspace/apps/gateway/dist/main.js.LEGAL.txt ./
VOLUME ["/audit", "/audit-anchor"]
USER 1000:1000
EXPOSE 5000 5001
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --start-interval=1s --retries=3 \
    CMD ["node", "gateway-health.mjs"]
CMD ["node", "main.js"]
