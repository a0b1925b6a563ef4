// Fields that a schema does not have. The schemas let them pass (a server drops them and says
// nothing), their types do not: each document is compiled as a literal of its type.
import { fileURLToPath } from "node:url";
import ts from "typescript";

export function unknownFields(all) {
  const sources = new Map(
    all.map(({ document, module }, at) => [
      fileURLToPath(new URL(`document-${at}.ts`, import.meta.url)),
      `import { I${document.kind} } from "${module}";\n` +
        `export const it: I${document.kind} = ${JSON.stringify(document, null, 1)};\n`,
    ]),
  );
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, readFile, fileExists } = host;
  host.fileExists = (name) => sources.has(name) || fileExists(name);
  host.readFile = (name) => sources.get(name) ?? readFile(name);
  host.getSourceFile = (name, ...more) =>
    sources.has(name)
      ? ts.createSourceFile(name, sources.get(name), ts.ScriptTarget.ES2022)
      : getSourceFile(name, ...more);
  const program = ts.createProgram([...sources.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map((found) => {
    const document = all[[...sources.keys()].indexOf(found.file?.fileName)]?.document;
    const sentence = ts.flattenDiagnosticMessageText(found.messageText, " ");
    return `${document?.kind}/${document?.metadata?.name}: ${sentence}`;
  });
}
