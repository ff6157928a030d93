// Runs in the browser: renders the description of the gateway that served this page.
(async () => {
  const answer = await fetch('openapi.json');
  const description = await answer.json();
  // Every request needs a trace id of its own: a fresh one stands in the form.
  description.components.parameters.SspTraceId.example = newUuid();

  window.SwaggerUIBundle({
    spec: description,
    dom_id: '#description',
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    tryItOutEnabled: true,
    // Colouring a record of a megabyte would stop the page for a minute.
    syntaxHighlight: { activated: false },
    // The default would ask a server on the internet whether the description is valid.
    validatorUrl: null,
  });
})();

// crypto.randomUUID exists on https and localhost only.
function newUuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
