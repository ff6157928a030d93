# syntax=docker/dockerfile:1
# One of the stubs, for test fleets only:
# docker buildx build --build-arg STUB=pds-stub -f infrastructure/images/stub.Dockerfile .
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS build
# pds-stub, sds-stub or provider-stub
ARG STUB
WORKDIR /workspace
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci
RUN npx nx build ${STUB}

FROM ${NODE_IMAGE}
ARG STUB
LABEL org.opencontainers.image.title="clinical-data-gateway-${STUB}" \
      org.opencontainers.image.licenses="MIT"
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn* \
    && install -d -o 1000 -g 1000 -m 0700 /keys
ENV NODE_ENV=production \
    STUB=${STUB} \
    STUB_HOST=0.0.0.0
WORKDIR /app
COPY infrastructure/images/package.json infrastructure/images/stub-health.mjs infrastructure/images/make-keys.mjs ./
COPY --from=build /workspace/apps/${STUB}/dist/main.js /workspace/apps/${STUB}/dist/main.js.LEGAL.txt ./
VOLUME ["/keys"]
USER 1000:1000
EXPOSE 9001 9002 9003
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --start-interval=1s --retries=3 \
    CMD ["node", "stub-health.mjs"]
CMD ["node", "main.js"]
