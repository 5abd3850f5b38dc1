package dev.rollcall.platform.web.openapi;

import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * Completes every operation with the problems it may answer, how to sign in and the headers that
 * all share, so that a resource documents only what is its own. Derived from the access
 * annotations, the method and the parameters, while the application is built.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class SharedParts implements OASFilter {

  private static final String SIGN_IN = "keycloak";
  private static final String PROBLEM = "Problem";
  private static final String REQUEST_ID = "X-Request-Id";
  private static final String IDEMPOTENCY_KEY = "IdempotencyKey";

  /** Who may call: {@code public}, {@code signed-in}, {@code member} or {@code service}. */
  private static final String ACCESS = "x-access";

  private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([\\w.-]+)");

  private final ResourceMethods methods;

  public SharedParts(IndexView index) {
    this.methods = new ResourceMethods(index);
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    if (document.getComponents() == null) {
      document.setComponents(OASFactory.createComponents());
    }
    addComponents(document.getComponents());
    if (document.getPaths() != null) {
      document.getPaths().getPathItems().forEach(this::complete);
    }
  }

  private void complete(String path, PathItem item) {
    item.getOperations().forEach((verb, operation) -> complete(path, verb, operation));
  }

  private void complete(String path, PathItem.HttpMethod verb, Operation operation) {
    methods.find(verb.name(), path).ifPresent(method -> complete(path, verb, operation, method));
  }

  private static void complete(
      String path, PathItem.HttpMethod verb, Operation operation, MethodInfo method) {
    addPathParameters(path, operation);
    problems(verb, operation, method).forEach(problem -> answer(operation, problem));
    if (!ResourceMethods.isPublic(method)) {
      operation.addSecurityRequirement(
          OASFactory.createSecurityRequirement().addScheme(SIGN_IN, List.of()));
    }
    ResourceMethods.access(method).ifPresent(access -> operation.addExtension(ACCESS, access));
    List<String> permissions = ResourceMethods.permissions(method);
    if (!permissions.isEmpty()) {
      operation.addExtension("x-permissions", permissions);
    }
    List<String> clients = ResourceMethods.clients(method);
    if (!clients.isEmpty()) {
      operation.addExtension("x-clients", clients);
    }
    if (verb == PathItem.HttpMethod.POST && ResourceMethods.readsKeys(method)) {
      operation.addParameter(
          OASFactory.createParameter().ref("#/components/parameters/" + IDEMPOTENCY_KEY));
    }
  }

  /** The company of the path is read by the access filter; no method declares it. */
  private static void addPathParameters(String path, Operation operation) {
    Matcher parameter = PATH_PARAMETER.matcher(path);
    while (parameter.find()) {
      if (!hasParameter(operation, Parameter.In.PATH, parameter.group(1))) {
        operation.addParameter(
            OASFactory.createParameter()
                .name(parameter.group(1))
                .in(Parameter.In.PATH)
                .required(true)
                .schema(text("").format("uuid")));
      }
    }
  }

  private static List<SharedProblem> problems(
      PathItem.HttpMethod verb, Operation operation, MethodInfo method) {
    var problems = new ArrayList<SharedProblem>();
    if (!ResourceMethods.isPublic(method)) {
      problems.add(SharedProblem.UNAUTHENTICATED);
    }
    if (ResourceMethods.isForServices(method)
        || ResourceMethods.isForPersons(method)
        || !ResourceMethods.permissions(method).isEmpty()) {
      problems.add(SharedProblem.FORBIDDEN);
    }
    if (has(operation, Parameter.In.PATH)) {
      problems.add(SharedProblem.NOT_FOUND);
    }
    problems.add(SharedProblem.MALFORMED);
    if (operation.getRequestBody() != null) {
      problems.add(SharedProblem.TOO_LARGE);
    }
    if (operation.getRequestBody() != null || has(operation, Parameter.In.QUERY)) {
      problems.add(SharedProblem.INVALID);
    }
    if (verb != PathItem.HttpMethod.GET && method.hasAnnotation(RequiresPermission.class)) {
      problems.add(SharedProblem.CONFLICT);
    }
    if (hasParameter(operation, Parameter.In.HEADER, "If-Match")) {
      problems.add(SharedProblem.STALE);
    }
    problems.add(SharedProblem.NOT_ACCEPTABLE);
    problems.add(SharedProblem.URI_TOO_LONG);
    problems.add(SharedProblem.UNSUPPORTED);
    problems.add(SharedProblem.TOO_MANY);
    problems.add(SharedProblem.HEADERS_TOO_LARGE);
    problems.add(SharedProblem.INTERNAL);
    problems.add(SharedProblem.UNAVAILABLE);
    return problems;
  }

  /** What the resource says of a status itself goes before. */
  private static void answer(Operation operation, SharedProblem problem) {
    if (operation.getResponses() == null) {
      operation.setResponses(OASFactory.createAPIResponses());
    }
    if (!operation.getResponses().hasAPIResponse(problem.status())) {
      operation
          .getResponses()
          .addAPIResponse(
              problem.status(),
              OASFactory.createAPIResponse().ref("#/components/responses/" + problem.name()));
    }
  }

  private static boolean has(Operation operation, Parameter.In in) {
    return operation.getParameters() != null
        && operation.getParameters().stream().anyMatch(parameter -> parameter.getIn() == in);
  }

  private static boolean hasParameter(Operation operation, Parameter.In in, String name) {
    return operation.getParameters() != null
        && operation.getParameters().stream()
            .anyMatch(some -> some.getIn() == in && name.equalsIgnoreCase(some.getName()));
  }

  private static void addComponents(Components components) {
    components.addSchema(PROBLEM, problemSchema());
    components.addHeader(REQUEST_ID, header("Id of the request, in logs and problem documents"));
    components.addHeader("Retry-After", header("Seconds until trying again makes sense"));
    components.addHeader("WWW-Authenticate", header("How to sign in (RFC 6750)"));
    components.addParameter(IDEMPOTENCY_KEY, idempotencyKey());
    components.addSecurityScheme(SIGN_IN, signIn());
    SharedProblem.ALL.forEach(problem -> components.addResponse(problem.name(), response(problem)));
  }

  private static APIResponse response(SharedProblem problem) {
    APIResponse response =
        OASFactory.createAPIResponse()
            .description(problem.description())
            .addHeader(REQUEST_ID, headerRef(REQUEST_ID))
            .content(
                OASFactory.createContent()
                    .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                            .schema(
                                OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM))
                            .example(example(problem.example()))));
    problem.headers().stream().sorted().forEach(name -> response.addHeader(name, headerRef(name)));
    return response;
  }

  /** Violations as maps: the document's writer knows no records. */
  private static Map<String, Object> example(Problem problem) {
    Map<String, Object> example = problem.document("4f8a3c1e-5d0b-4c59-9f0e-2a6b7d8c9e10");
    example.computeIfPresent("violations", (name, found) -> violations(problem));
    return example;
  }

  private static List<Map<String, String>> violations(Problem problem) {
    return problem.violations().stream()
        .map(some -> Map.of("pointer", some.pointer(), "message", some.message()))
        .toList();
  }

  private static Schema problemSchema() {
    return object()
        .description("Why a request was not done (RFC 9457).")
        .addProperty("type", text("urn:rollcall:problem: and the code in kebab case"))
        .addProperty("title", text("The code in words"))
        .addProperty(
            "status",
            OASFactory.createSchema()
                .addType(Schema.SchemaType.INTEGER)
                .description("The HTTP status"))
        .addProperty("code", text("Stable, UPPER_SNAKE; branch on it"))
        .addProperty("detail", text("One sentence for the person who reads it"))
        .addProperty("requestId", text("Id of the request"))
        .addProperty(
            "violations",
            OASFactory.createSchema()
                .addType(Schema.SchemaType.ARRAY)
                .description("The invalid fields, with 422")
                .items(violationSchema()))
        .required(List.of("type", "title", "status", "code", "detail", "requestId"));
  }

  private static Schema violationSchema() {
    return object()
        .addProperty("pointer", text("JSON Pointer (RFC 6901); a query parameter is /?name"))
        .addProperty("message", text("What is wrong"))
        .required(List.of("pointer", "message"));
  }

  private static Parameter idempotencyKey() {
    return OASFactory.createParameter()
        .name("Idempotency-Key")
        .in(Parameter.In.HEADER)
        .required(false)
        .description(
            "Makes a repeat of this request harmless for 24 h: 1 to 255 visible characters. A"
                + " replay answers Idempotent-Replayed: true.")
        .schema(text("").minLength(1).maxLength(255))
        .example("5f0c6f3a-1f0e-4c56-8a39-6f2c1f2f9d11");
  }

  private static SecurityScheme signIn() {
    return OASFactory.createSecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme("bearer")
        .bearerFormat("JWT")
        .description("Access token of the realm rollcall, audience rollcall.");
  }

  private static Schema object() {
    return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
  }

  private static Schema text(String description) {
    Schema text = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    return description.isEmpty() ? text : text.description(description);
  }

  private static Header header(String description) {
    return OASFactory.createHeader().description(description).schema(text(""));
  }

  private static Header headerRef(String name) {
    return OASFactory.createHeader().ref("#/components/headers/" + name);
  }
}
